namespace ZeekAmqp.Core.Json;

/// <summary>Writes doubles as RapidJSON lays them out.</summary>
/// <remarks>
/// The digits are those of <see cref="GrisuDigits"/>. Whole numbers end in <c>.0</c>; up to 21 digits before the point
/// and from 1e-6 on the layout is positional, else it is <c>1e-7</c> or <c>1.5e22</c>, without a plus sign.
/// </remarks>
internal static class NumberFormat
{
    // Positional: 1 + 21 + 2 or 1 + 2 + 5 + 17. With an exponent: "-", 17 digits, "." and "e-", and the 8 bytes that its digits are
    // written into.
    public const int MaxLength = 32;

    /// <summary>Writes <paramref name="value"/>, or <c>null</c> for NaN and the infinities, which JSON does not have.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(Span<byte> target, double value)
    {
        int length = EpochDigits.Write(target, value);
        if (length != 0)
            return length;

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

        target = target[sign..];
        length = GrisuDigits.Find(value, target, out int exponent);
        return sign + LayOut(target, length, exponent);
    }

    /// <summary>Makes room among the digits at the target's beginning for what they lack.</summary>
    private static int LayOut(Span<byte> target, int count, int exponent)
    {
        if (count <= exponent && exponent <= 21)
        {
            // 1234e7 -> 12340000000.0
            target[count..exponent].Fill((byte)'0');
            ".0"u8.CopyTo(target[exponent..]);
            return exponent + 2;
        }

        if (exponent is > 0 and <= 21)
        {
            // 1234e-2 -> 12.34
            target[exponent..count].CopyTo(target[(exponent + 1)..]);
            target[exponent] = (byte)'.';
            return count + 1;
        }

        if (exponent is > -6 and <= 0)
        {
            // 1234e-6 -> 0.001234
            target[..count].CopyTo(target[(2 - exponent)..]);
            "0.00000"u8[..(2 - exponent)].CopyTo(target);
            return 2 - exponent + count;
        }

        // 1e30, 1.234e33
        int at = 1;
        if (count > 1)
        {
            target[1..count].CopyTo(target[2..]);
            target[at] = (byte)'.';
            at += count;
        }

        target[at++] = (byte)'e';
        exponent--;
        if (exponent < 0)
            target[at++] = (byte)'-';
        return at + DecimalDigits.Write(target[at..], (uint)Math.Abs(exponent));
    }
}
