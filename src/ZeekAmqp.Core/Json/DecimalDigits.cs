using System.Buffers.Binary;
using System.Numerics;

namespace ZeekAmqp.Core.Json;

/// <summary>Whole numbers as decimal digits, eight at a time.</summary>
/// <remarks>For parts of numbers. Those that stand alone vary in length, which <c>Utf8Formatter</c> is as good at.</remarks>
internal static class DecimalDigits
{
    /// <summary>What makes ASCII of eight digits.</summary>
    public const ulong Zeros = 0x3030_3030_3030_3030;

    private const uint TenTo8 = 100_000_000;

    /// <summary>Writes a number above 0 into 8 bytes at least, 10 if it is of nine digits or more; what is behind it is overwritten.</summary>
    /// <returns>How many digits it has.</returns>
    public static int Write(Span<byte> target, uint value)
    {
        if (value >= TenTo8)
        {
            (uint head, value) = Math.DivRem(value, TenTo8);
            int at = Write(target, head);
            BinaryPrimitives.WriteUInt64LittleEndian(target[at..], Eight(value) + Zeros);
            return at + 8;
        }

        int length = Count(value);
        BinaryPrimitives.WriteUInt64LittleEndian(target, (Eight(value) + Zeros) >> (8 * (8 - length)));
        return length;
    }

    /// <summary>The digits of a number below 10^8 with its leading zeros: values of 0 to 9, the first in the lowest byte.</summary>
    public static ulong Eight(uint value)
    {
        // Halved three times over, all parts at once: two numbers of four digits, four of two, eight of one.
        uint high = value / 10_000;
        ulong parts = high | ((ulong)(value - (high * 10_000)) << 32);
        // 10486 / 2^20 is 1/100, near enough below 10,000; 103 / 2^10 is 1/10, near enough below 100.
        ulong hundreds = ((parts * 10486) >> 20) & 0x0000_007f_0000_007f;
        parts = hundreds | ((parts - (hundreds * 100)) << 16);
        ulong tens = ((parts * 103) >> 10) & 0x000f_000f_000f_000f;
        return tens | ((parts - (tens * 10)) << 8);
    }

    /// <summary>How many digits a number above 0 and below 10^8 has.</summary>
    private static int Count(uint value)
    {
        // 1233 / 2^12 is log10(2). What has n bits has so many digits, or one more.
        int count = ((BitOperations.Log2(value) + 1) * 1233) >> 12;
        return value < TenTo[count] ? count : count + 1;
    }

    private static ReadOnlySpan<uint> TenTo => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
}
