using System.Globalization;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Reads doubles as Zeek writes them: <c>1300475167.096535</c>, <c>-0.5</c>, <c>1.5e+22</c>, <c>nan</c>, <c>-inf</c>.</summary>
internal static class DecimalText
{
    // Up to here every whole number is a double, and every power of ten up to 10^22 is one too.
    private const ulong MaxExactDigits = 1UL << 53;

    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ];

    /// <summary>Reads all of <paramref name="text"/> as one number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        TryParseExact(text, out value) || TryParseRare(text, out value);

    /// <summary>
    /// The case of nearly all numbers: their digits and the power of ten below them are exact doubles, so that one division rounds right.
    /// </summary>
    private static bool TryParseExact(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        bool isNegative = text is [(byte)'-', ..];
        int start = isNegative ? 1 : 0;
        // 18 digits and the point cannot overflow the sum.
        if (text.Length == start || text.Length - start > 19)
            return false;
        ulong digits = 0;
        int point = -1;
        for (int i = start; i < text.Length; i++)
        {
            byte b = text[i];
            if (b == (byte)'.' && point < 0)
                point = i;
            else if ((uint)(b - '0') <= 9)
                digits = (digits * 10) + (uint)(b - '0');
            else
                return false;
        }

        bool hasDigits = text.Length - start > (point < 0 ? 0 : 1);
        int decimals = point < 0 ? 0 : text.Length - point - 1;
        if (!hasDigits || digits > MaxExactDigits || decimals >= PowersOfTen.Length)
            return false;
        double magnitude = digits / PowersOfTen[decimals];
        value = isNegative ? -magnitude : magnitude;
        return true;
    }

    private static bool TryParseRare(ReadOnlySpan<byte> text, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(text, Style, CultureInfo.InvariantCulture, out value))
            return true;
        Span<char> word = stackalloc char[4];
        if (text.Length is < 3 or > 4)
            return false;
        for (int i = 0; i < text.Length; i++)
            word[i] = char.ToLowerInvariant((char)text[i]);
        switch (word[..text.Length])
        {
            case "nan" or "-nan":
                value = double.NaN;
                return true;
            case "inf" or "+inf":
                value = double.PositiveInfinity;
                return true;
            case "-inf":
                value = double.NegativeInfinity;
                return true;
            default:
                return false;
        }
    }
}
