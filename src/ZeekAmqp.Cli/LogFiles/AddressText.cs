namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Reads addresses from text. Strict, unlike .NET's own, which takes <c>1.2</c> and <c>0x7f.1</c> for addresses.</summary>
internal static class AddressText
{
    /// <summary>Room that an address needs.</summary>
    public const int MaxBytes = 16;

    private const int V4Bytes = 4;

    /// <summary>Reads <c>192.0.2.1</c>, <c>2001:db8::1</c> or <c>::ffff:192.0.2.1</c>.</summary>
    /// <param name="text">The address alone.</param>
    /// <param name="target">Takes 4 or 16 bytes in network order.</param>
    /// <returns>How many bytes, or 0 if it is no address.</returns>
    public static int Parse(ReadOnlySpan<byte> text, Span<byte> target)
    {
        if (text.Contains((byte)':'))
            return TryParseV6(text, target[..MaxBytes]) ? MaxBytes : 0;
        return TryParseV4(text, target[..V4Bytes]) ? V4Bytes : 0;
    }

    private static bool TryParseV4(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int octet = 0;
        int digits = 0;
        int value = 0;
        foreach (byte b in text)
        {
            if (b == (byte)'.')
            {
                if (digits == 0 || octet == V4Bytes - 1)
                    return false;
                target[octet++] = (byte)value;
                digits = value = 0;
                continue;
            }

            if (b is < (byte)'0' or > (byte)'9' || ++digits > 3)
                return false;
            value = (value * 10) + b - '0';
            if (value > byte.MaxValue)
                return false;
        }

        if (octet != V4Bytes - 1 || digits == 0)
            return false;
        target[octet] = (byte)value;
        return true;
    }

    private static bool TryParseV6(ReadOnlySpan<byte> text, Span<byte> target)
    {
        target.Clear();
        int at = 0;
        int gap = -1;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            int length = text.IndexOf((byte)':');
            ReadOnlySpan<byte> group = length < 0 ? text : text[..length];
            if (length < 0 && group.Contains((byte)'.'))
            {
                if (at > MaxBytes - V4Bytes || !TryParseV4(group, target.Slice(at, V4Bytes)))
                    return false;
                at += V4Bytes;
                break;
            }

            if (at == MaxBytes || !TryParseGroup(group, target.Slice(at, 2)))
                return false;
            at += 2;
            if (length < 0)
                break;
            text = text[(length + 1)..];
            if (text.IsEmpty)
                return false;
            if (text[0] == (byte)':')
            {
                if (gap >= 0)
                    return false;
                gap = at;
                text = text[1..];
            }
        }

        if (gap < 0)
            return at == MaxBytes;
        // The gap stands for one group of zeros at least.
        int tail = at - gap;
        if (at == MaxBytes)
            return false;
        target.Slice(gap, tail).CopyTo(target[(MaxBytes - tail)..]);
        target[gap..(MaxBytes - tail)].Clear();
        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<byte> text, Span<byte> target)
    {
        if (text.Length is 0 or > 4)
            return false;
        int value = 0;
        foreach (byte b in text)
        {
            int digit = b switch
            {
                >= (byte)'0' and <= (byte)'9' => b - '0',
                >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
                return false;
            value = (value << 4) | digit;
        }

        target[0] = (byte)(value >> 8);
        target[1] = (byte)value;
        return true;
    }
}
