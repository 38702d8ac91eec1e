using System.Buffers.Binary;
using System.Numerics;

namespace ZeekAmqp.Core.Json;

/// <summary>A short cut for the doubles that logs have most of: the times of packets, in seconds since 1970 with microseconds.</summary>
/// <remarks>
/// Where a number of whole microseconds lies safely within the borders of the doubles that read back as the value, it is what Grisu2
/// finds: a double's neighbours are less than a microsecond apart, so it is the only such number there, and none with fewer decimals
/// is another one. All in whole numbers, without rounding. Anything else is left to <see cref="GrisuDigits"/>.
/// </remarks>
internal static class EpochDigits
{
    /// <summary>Room that is written into: more than the text has.</summary>
    public const int Room = 10 + 1 + 8;

    // From 2^30 seconds, in January 2004, up to 2^32, in February 2106: ten digits, and 22 or 21 bits after the point.
    private const int FirstExponent = 30;
    private const int ExponentBias = 1023;
    private const int SignificandBits = 52;
    private const int Micros = 1_000_000;

    // The borders are half a unit of the significand away. Grisu2 takes them a few thousandths nearer, for its own error; 2 % is more.
    private const long Safe = Micros / 2 * 98 / 100;

    /// <summary>Writes the value if it is such a time.</summary>
    /// <returns>The number of bytes, 0 if it is something else.</returns>
    public static int Write(Span<byte> target, double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        // The sign bit makes a negative number too large.
        int exponent = (int)(bits >> SignificandBits) - ExponentBias;
        if (exponent is not (FirstExponent or FirstExponent + 1))
            return 0;

        int fractionBits = SignificandBits - exponent;
        ulong significand = (bits & ((1UL << SignificandBits) - 1)) | (1UL << SignificandBits);
        uint seconds = (uint)(significand >> fractionBits);
        // At most 2^22 · 10^6: the fraction in microseconds, with fractionBits bits after the point, then rounded.
        ulong fraction = (significand & ((1UL << fractionBits) - 1)) * Micros;
        uint micros = (uint)((fraction + (1UL << (fractionBits - 1))) >> fractionBits);
        long error = (long)(fraction - ((ulong)micros << fractionBits));
        if (Math.Abs(error) > Safe || micros == Micros)
            return 0;

        DecimalDigits.Write(target, seconds);
        target[10] = (byte)'.';
        // Six digits and two zeros; those at the end are not written, but for the first.
        ulong digits = DecimalDigits.Eight(micros * 100);
        BinaryPrimitives.WriteUInt64LittleEndian(target[11..], digits + DecimalDigits.Zeros);
        return 10 + 1 + 8 - Math.Min(BitOperations.LeadingZeroCount(digits) / 8, 7);
    }
}
