namespace ZeekAmqp.Cli.LogFiles;

/// <summary>The escapes of Zeek's TSV format: <c>\xHH</c> for a byte, <c>\\</c> for a backslash.</summary>
internal static class TsvEscapes
{
    /// <summary>
    /// Takes the escapes out of <paramref name="text"/>. A backslash that begins none is one, as Zeek's own reader has it.
    /// </summary>
    /// <param name="text">The text as it stands in the file.</param>
    /// <param name="target">At least as long as the text.</param>
    /// <returns>How many bytes there are in the target.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int written = 0;
        while (true)
        {
            int plain = text.IndexOf((byte)'\\');
            if (plain < 0)
            {
                text.CopyTo(target[written..]);
                return written + text.Length;
            }

            text[..plain].CopyTo(target[written..]);
            written += plain;
            text = text[plain..];
            if (text.Length >= 2 && text[1] == (byte)'\\')
            {
                target[written++] = (byte)'\\';
                text = text[2..];
            }
            else if (text.Length >= 4 && text[1] == (byte)'x' && HexDigit(text[2]) >= 0 && HexDigit(text[3]) >= 0)
            {
                target[written++] = (byte)((HexDigit(text[2]) << 4) | HexDigit(text[3]));
                text = text[4..];
            }
            else
            {
                target[written++] = (byte)'\\';
                text = text[1..];
            }
        }
    }

    /// <summary>Takes the escapes out of a text that is not one of many.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var target = new byte[text.Length];
        return target[..Unescape(text, target)];
    }

    /// <summary>Puts the escapes in that Zeek puts into every field.</summary>
    public static byte[] Escape(ReadOnlySpan<byte> text)
    {
        var target = new List<byte>(text.Length);
        foreach (byte b in text)
        {
            if (b == (byte)'\\')
                target.AddRange(@"\\"u8);
            else if (b is >= 0x20 and < 0x7f)
                target.Add(b);
            else
                target.AddRange([(byte)'\\', (byte)'x', "0123456789abcdef"u8[b >> 4], "0123456789abcdef"u8[b & 15]]);
        }

        return [.. target];
    }

    private static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
