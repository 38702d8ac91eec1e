using System.Buffers.Binary;

namespace ZeekAmqp.Cli.Tests.Spool;

/// <summary>A segment's header as another version of the program would write it.</summary>
internal static class NewerHeader
{
    public static byte[] Of(uint version, ulong first)
    {
        byte[] header = new byte[24];
        "ZAMQSEGM"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), version);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), first);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Checksum(header.AsSpan(12)));
        return header;
    }

    // CRC-32C bit by bit.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0x82F63B78 & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
