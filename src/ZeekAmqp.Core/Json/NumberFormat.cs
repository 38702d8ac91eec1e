using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace ZeekAmqp.Core.Json;

/// <summary>Writes doubles as RapidJSON lays them out.</summary>
/// <remarks>
/// The digits are the shortest that read back as the same double. Whole numbers end in <c>.0</c>; up to 21 digits before the point
/// and from 1e-6 on the layout is positional, else it is <c>1e-7</c> or <c>1.5e22</c>, without a plus sign.
/// </remarks>
internal static class NumberFormat
{
    // "-" + 17 digits + "." + "e-324" fits; positional needs at most 1 + 21 + 2 or 1 + 2 + 5 + 17.
    public const int MaxLength = 32;

    private const double Micro = 1e6;

    /// <summary>Writes <paramref name="value"/>, or <c>null</c> for NaN and the infinities, which JSON does not have.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(Span<byte> target, double value)
    {
        if (!double.IsFinite(value))
        {
            "null"u8.CopyTo(target);
            return 4;
        }

        int written = TryWriteMicros(target, value);
        return written > 0 ? written : WriteShortest(target, value);
    }

    /// <summary>
    /// The case of nearly all times and durations: at most six decimals. Returns 0 where it does not apply.
    /// </summary>
    /// <remarks>
    /// m / 1e6 is the correctly rounded quotient of two exact doubles, so if it gives the value back, the decimal m·1e-6 reads as
    /// the value. Below 2^33 neighbouring doubles are at most 2^-20 s &lt; 1e-6 apart, so no other decimal with six places or fewer
    /// does, and none shorter exists: the digits of m are the shortest.
    /// </remarks>
    private static int TryWriteMicros(Span<byte> target, double value)
    {
        const double Limit = 1L << 32;
        double magnitude = Math.Abs(value);
        // Zero has a sign to keep, and values below 1e-3 may need exponents: leave both to the general way.
        if (magnitude >= Limit || magnitude < 1e-3)
            return 0;
        double scaled = Math.Round(magnitude * Micro);
        if (scaled / Micro != magnitude)
            return 0;

        ulong micros = (ulong)scaled;
        (ulong whole, ulong fraction) = Math.DivRem(micros, 1_000_000);
        int at = 0;
        if (value < 0)
            target[at++] = (byte)'-';
        Utf8Formatter.TryFormat(whole, target[at..], out int digits);
        at += digits;
        target[at++] = (byte)'.';
        if (fraction == 0)
        {
            target[at++] = (byte)'0';
            return at;
        }

        for (int place = 5; place >= 0; place--)
        {
            (fraction, ulong digit) = Math.DivRem(fraction, 10);
            target[at + place] = (byte)('0' + digit);
        }

        at += 6;
        while (target[at - 1] == (byte)'0')
            at--;
        return at;
    }

    private static int WriteShortest(Span<byte> target, double value)
    {
        if (value == 0)
        {
            ReadOnlySpan<byte> zero = double.IsNegative(value) ? "-0.0"u8 : "0.0"u8;
            zero.CopyTo(target);
            return zero.Length;
        }

        Span<byte> text = stackalloc byte[MaxLength];
        // "R" gives the shortest round-trip digits, in a layout of its own that is taken apart here.
        bool formatted = value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        Debug.Assert(formatted);

        Span<byte> digits = stackalloc byte[MaxLength];
        int exponent = TakeApart(text[..length], digits, out int count, out bool negative);
        int at = 0;
        if (negative)
            target[at++] = (byte)'-';
        return at + LayOut(target[at..], digits[..count], exponent);
    }

    /// <summary>Splits <c>-1.25E-07</c> or <c>1250</c> into significant digits and the position of the point behind the first digit.</summary>
    /// <returns>The exponent k such that the value is 0.d1d2d3… · 10^k.</returns>
    private static int TakeApart(ReadOnlySpan<byte> text, Span<byte> digits, out int count, out bool negative)
    {
        count = 0;
        negative = text[0] == (byte)'-';
        int point = 0;
        bool beforePoint = true;
        int exponent = 0;
        for (int i = negative ? 1 : 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (b == (byte)'.')
            {
                beforePoint = false;
            }
            else if (b == (byte)'E')
            {
                exponent = int.Parse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else if (count == 0 && b == (byte)'0')
            {
                // Leading zeros are no digits, but those behind the point move it.
                if (!beforePoint)
                    point--;
            }
            else
            {
                digits[count++] = b;
                if (beforePoint)
                    point++;
            }
        }

        while (count > 1 && digits[count - 1] == (byte)'0')
            count--;
        return point + exponent;
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
