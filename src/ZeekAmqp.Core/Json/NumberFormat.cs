using System.Buffers.Text;

namespace ZeekAmqp.Core.Json;

/// <summary>Writes doubles as RapidJSON lays them out.</summary>
/// <remarks>
/// The digits are those of <see cref="GrisuDigits"/>. Whole numbers end in <c>.0</c>; up to 21 digits before the point
/// and from 1e-6 on the layout is positional, else it is <c>1e-7</c> or <c>1.5e22</c>, without a plus sign.
/// </remarks>
internal static class NumberFormat
{
    // "-" + 17 digits + "." + "e-324" fits; positional needs at most 1 + 21 + 2 or 1 + 2 + 5 + 17.
    public const int MaxLength = 32;

    /// <summary>Writes <paramref name="value"/>, or <c>null</c> for NaN and the infinities, which JSON does not have.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(Span<byte> target, double value)
    {
        if (!double.IsFinite(value))
        {
            "null"u8.CopyTo(target);
            return 4;
        }

        if (value == 0)
        {
            ReadOnlySpan<byte> zero = double.IsNegative(value) ? "-0.0"u8 : "0.0"u8;
            zero.CopyTo(target);
            return zero.Length;
        }

        int sign = 0;
        if (value < 0)
        {
            target[sign++] = (byte)'-';
            value = -value;
        }

        Span<byte> digits = stackalloc byte[GrisuDigits.MaxLength];
        int count = GrisuDigits.Find(value, digits, out int exponent);
        return sign + LayOut(target[sign..], digits[..count], exponent);
    }

    private static int LayOut(Span<byte> target, ReadOnlySpan<byte> digits, int exponent)
    {
        int count = digits.Length;
        if (count <= exponent && exponent <= 21)
        {
            // 1234e7 -> 12340000000.0
            digits.CopyTo(target);
            target[count..exponent].Fill((byte)'0');
            ".0"u8.CopyTo(target[exponent..]);
            return exponent + 2;
        }

        if (exponent is > 0 and <= 21)
        {
            // 1234e-2 -> 12.34
            digits[..exponent].CopyTo(target);
            target[exponent] = (byte)'.';
            digits[exponent..].CopyTo(target[(exponent + 1)..]);
            return count + 1;
        }

        if (exponent is > -6 and <= 0)
        {
            // 1234e-6 -> 0.001234
            "0."u8.CopyTo(target);
            target.Slice(2, -exponent).Fill((byte)'0');
            digits.CopyTo(target[(2 - exponent)..]);
            return 2 - exponent + count;
        }

        // 1e30, 1.234e33
        int at = 0;
        target[at++] = digits[0];
        if (count > 1)
        {
            target[at++] = (byte)'.';
            digits[1..].CopyTo(target[at..]);
            at += count - 1;
        }

        target[at++] = (byte)'e';
        Utf8Formatter.TryFormat(exponent - 1, target[at..], out int length);
        return at + length;
    }
}
