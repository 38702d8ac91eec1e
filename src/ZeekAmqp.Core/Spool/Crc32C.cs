using System.Buffers.Binary;
using System.Numerics;

namespace ZeekAmqp.Core.Spool;

/// <summary>The checksum of all spool files: CRC-32C (Castagnoli), in hardware where there is any.</summary>
internal static class Crc32C
{
    public const uint Start = uint.MaxValue;

    public static uint Of(ReadOnlySpan<byte> bytes) => End(Append(Start, bytes));

    public static uint End(uint crc) => ~crc;

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
