using System.Numerics;

namespace ZeekAmqp.Core.Json;

/// <summary>The decimal digits of a double, as RapidJSON, and so Zeek, finds them: by the algorithm Grisu2.</summary>
/// <remarks>
/// Grisu2 (Florian Loitsch, "Printing floating-point numbers quickly and accurately with integers", PLDI 2010) always gives digits that
/// read back as the same double, nearly always the fewest, and of those not always the closest. Records have to equal Zeek's to the
/// byte, so its digits are wanted and not .NET's, which differ in about one of fifty durations.
/// </remarks>
internal static class GrisuDigits
{
    /// <summary>A double has at most 17 significant digits.</summary>
    public const int MaxLength = 17;

    private const int FractionBits = 52;
    private const ulong HiddenBit = 1UL << FractionBits;
    private const int ExponentBias = 1023 + FractionBits;

    // Powers[i] is 10^(FirstPower + 8·i) as a normalized 64-bit significand, rounded.
    private const int FirstPower = -348;
    private const int PowerStep = 8;

    /// <summary>Finds the digits of a finite number above zero.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">Room for <see cref="MaxLength"/> digits, as ASCII, and one more that may be overwritten.</param>
    /// <param name="exponent">k such that the value is 0.d1d2d3… · 10^k.</param>
    /// <returns>How many digits there are.</returns>
    public static int Find(double value, Span<byte> digits, out int exponent)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        ulong fraction = bits & (HiddenBit - 1);
        int biased = (int)(bits >> FractionBits) & 0x7ff;
        ulong significand = biased == 0 ? fraction : fraction | HiddenBit;
        int binary = (biased == 0 ? 1 : biased) - ExponentBias;

        // The value, and the borders of the numbers that read back as it, as 64-bit significands of one exponent. The next double
        // below is twice as near where the value is a power of two.
        var upper = new Scaled((significand << 1) + 1, binary - 1).Normalized();
        Scaled lower = significand == HiddenBit
            ? new Scaled((significand << 2) - 1, binary - 2)
            : new Scaled((significand << 1) - 1, binary - 1);
        lower = new Scaled(lower.Significand << (lower.Exponent - upper.Exponent), upper.Exponent);
        Scaled exact = new Scaled(significand, binary).Normalized();

        // Scaled by a power of ten so that the integer part of the border has at most ten digits.
        Scaled power = PowerFor(upper.Exponent, out int decimalExponent);
        exact = exact.Times(power);
        upper = upper.Times(power);
        lower = lower.Times(power);
        // One unit inside the borders, for the error of the power.
        ulong top = upper.Significand - 1;
        ulong width = top - (lower.Significand + 1);

        int length = Generate(exact.Significand, top, width, -upper.Exponent, digits, ref decimalExponent);
        exponent = length + decimalExponent;
        return length;
    }

    /// <summary>Takes digits off the upper border until what is left is within the borders.</summary>
    private static int Generate(ulong exact, ulong top, ulong width, int fractionBits, Span<byte> digits, ref int decimalExponent)
    {
        ulong one = 1UL << fractionBits;
        ulong distance = top - exact;
        uint whole = (uint)(top >> fractionBits);
        ulong rest = top & (one - 1);
        // Never 0: the border is 2^62 at least, with 60 bits after the point at most.
        int length = DecimalDigits.Write(digits, whole);
        if (rest <= width)
            return Shorten(digits, length, whole, width, rest, fractionBits, distance, ref decimalExponent);

        int decimals = 0;
        do
        {
            rest *= 10;
            width *= 10;
            digits[length++] = (byte)('0' + (rest >> fractionBits));
            rest &= one - 1;
            decimals++;
        }
        while (rest >= width);

        decimalExponent -= decimals;
        Round(digits, length, width, rest, one, decimals < TenTo.Length ? distance * TenTo[decimals] : 0);
        return length;
    }

    /// <summary>The same where it ends before the point: at the first digit behind which there is no more than the width.</summary>
    private static int Shorten(
        Span<byte> digits, int length, uint whole, ulong width, ulong rest, int fractionBits, ulong distance, ref int decimalExponent)
    {
        int left = length - 1;
        ulong remainder;
        while ((remainder = ((ulong)(whole % (uint)TenTo[left]) << fractionBits) + rest) > width)
            left--;
        decimalExponent += left;
        Round(digits, length - left, width, remainder, TenTo[left] << fractionBits, distance);
        return length - left;
    }

    /// <summary>Counts the last digit down while that stays within the borders and comes nearer to the exact value.</summary>
    private static void Round(Span<byte> digits, int length, ulong width, ulong rest, ulong unit, ulong distance)
    {
        while (rest < distance && width - rest >= unit && (rest + unit < distance || distance - rest > rest + unit - distance))
        {
            digits[length - 1]--;
            rest += unit;
        }
    }

    private static Scaled PowerFor(int binaryExponent, out int decimalExponent)
    {
        // The smallest power that lifts the exponent to -61 or more; 315653 / 2^20 is log10(2), near enough for all doubles.
        int rounded = -(((61 + binaryExponent) * 315653) >> 20) - FirstPower - 1;
        int index = (rounded / PowerStep) + 1;
        int power = FirstPower + (index * PowerStep);
        decimalExponent = -power;
        // floor(power · log2(10)) - 63; 217706 / 2^16 is log2(10), near enough for all 87.
        return new Scaled(Powers[index], ((power * 217706) >> 16) - 63);
    }

    /// <summary>Significand · 2^Exponent.</summary>
    private readonly record struct Scaled(ulong Significand, int Exponent)
    {
        public Scaled Normalized()
        {
            int shift = BitOperations.LeadingZeroCount(Significand);
            return new Scaled(Significand << shift, Exponent - shift);
        }

        /// <summary>The product, rounded to 64 bits.</summary>
        public Scaled Times(Scaled other)
        {
            ulong high = Math.BigMul(Significand, other.Significand, out ulong low);
            return new Scaled(high + (low >> 63), Exponent + other.Exponent + 64);
        }
    }

    private static ReadOnlySpan<ulong> TenTo =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    internal static ReadOnlySpan<ulong> Powers =>
    [
        0xfa8fd5a0081c0288, 0xbaaee17fa23ebf76, 0x8b16fb203055ac76, 0xcf42894a5dce35ea,
        0x9a6bb0aa55653b2d, 0xe61acf033d1a45df, 0xab70fe17c79ac6ca, 0xff77b1fcbebcdc4f,
        0xbe5691ef416bd60c, 0x8dd01fad907ffc3c, 0xd3515c2831559a83, 0x9d71ac8fada6c9b5,
        0xea9c227723ee8bcb, 0xaecc49914078536d, 0x823c12795db6ce57, 0xc21094364dfb5637,
        0x9096ea6f3848984f, 0xd77485cb25823ac7, 0xa086cfcd97bf97f4, 0xef340a98172aace5,
        0xb23867fb2a35b28e, 0x84c8d4dfd2c63f3b, 0xc5dd44271ad3cdba, 0x936b9fcebb25c996,
        0xdbac6c247d62a584, 0xa3ab66580d5fdaf6, 0xf3e2f893dec3f126, 0xb5b5ada8aaff80b8,
        0x87625f056c7c4a8b, 0xc9bcff6034c13053, 0x964e858c91ba2655, 0xdff9772470297ebd,
        0xa6dfbd9fb8e5b88f, 0xf8a95fcf88747d94, 0xb94470938fa89bcf, 0x8a08f0f8bf0f156b,
        0xcdb02555653131b6, 0x993fe2c6d07b7fac, 0xe45c10c42a2b3b06, 0xaa242499697392d3,
        0xfd87b5f28300ca0e, 0xbce5086492111aeb, 0x8cbccc096f5088cc, 0xd1b71758e219652c,
        0x9c40000000000000, 0xe8d4a51000000000, 0xad78ebc5ac620000, 0x813f3978f8940984,
        0xc097ce7bc90715b3, 0x8f7e32ce7bea5c70, 0xd5d238a4abe98068, 0x9f4f2726179a2245,
        0xed63a231d4c4fb27, 0xb0de65388cc8ada8, 0x83c7088e1aab65db, 0xc45d1df942711d9a,
        0x924d692ca61be758, 0xda01ee641a708dea, 0xa26da3999aef774a, 0xf209787bb47d6b85,
        0xb454e4a179dd1877, 0x865b86925b9bc5c2, 0xc83553c5c8965d3d, 0x952ab45cfa97a0b3,
        0xde469fbd99a05fe3, 0xa59bc234db398c25, 0xf6c69a72a3989f5c, 0xb7dcbf5354e9bece,
        0x88fcf317f22241e2, 0xcc20ce9bd35c78a5, 0x98165af37b2153df, 0xe2a0b5dc971f303a,
        0xa8d9d1535ce3b396, 0xfb9b7cd9a4a7443c, 0xbb764c4ca7a44410, 0x8bab8eefb6409c1a,
        0xd01fef10a657842c, 0x9b10a4e5e9913129, 0xe7109bfba19c0c9d, 0xac2820d9623bf429,
        0x80444b5e7aa7cf85, 0xbf21e44003acdd2d, 0x8e679c2f5e44ff8f, 0xd433179d9c8cb841,
        0x9e19db92b4e31ba9, 0xeb96bf6ebadf77d9, 0xaf87023b9bf0ee6b,
    ];
}
