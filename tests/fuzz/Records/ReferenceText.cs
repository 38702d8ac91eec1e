using System.Text;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>The rule for strings once more, as slow and plain as it can be said.</summary>
internal static class ReferenceText
{
    /// <summary>What a parser has to find in the JSON of a string: its bytes, or ASCII with <c>\xHH</c> for the others.</summary>
    public static byte[] Of(ReadOnlySpan<byte> text) => IsKept(text) ? text.ToArray() : Hex(text);

    /// <summary>What a parser has to find in the JSON of a column's name: its bytes if they are UTF-8, whatever they mean.</summary>
    public static byte[] OfName(ReadOnlySpan<byte> name) => IsUtf8(name, _ => true) ? name.ToArray() : Of(name);

    /// <summary>The JSON of a string, to the byte.</summary>
    public static byte[] Json(ReadOnlySpan<byte> text)
    {
        var json = new List<byte> { (byte)'"' };
        foreach (byte b in Of(text))
        {
            string? escape = b switch
            {
                (byte)'"' => "\\\"",
                (byte)'\\' => "\\\\",
                8 => "\\b",
                9 => "\\t",
                10 => "\\n",
                12 => "\\f",
                13 => "\\r",
                _ => null,
            };
            if (escape is null)
                json.Add(b);
            else
                json.AddRange(Encoding.ASCII.GetBytes(escape));
        }

        json.Add((byte)'"');
        return [.. json];
    }

    private static bool IsKept(ReadOnlySpan<byte> text) => IsUtf8(text, IsKept);

    private static bool IsKept(int code)
    {
        if (code is 8 or 9 or 10 or 12 or 13)
            return true;
        bool isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
        bool isPrivate = code >= 0xe000 && code <= 0xf8ff;
        bool isSpecial = code >= 0xfff0 && code <= 0xffff;
        return !isControl && !isPrivate && !isSpecial;
    }

    /// <summary>RFC 3629, section 3, read aloud.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> text, Func<int, bool> isAllowed)
    {
        int at = 0;
        while (at < text.Length)
        {
            int first = text[at++];
            int more = first < 0x80 ? 0 : first < 0xc0 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf8 ? 3 : -1;
            if (more < 0 || at + more > text.Length)
                return false;
            int code = more == 0 ? first : first & (0x3f >> more);
            for (int i = 0; i < more; i++)
            {
                int next = text[at++];
                if ((next & 0xc0) != 0x80)
                    return false;
                code = (code << 6) | (next & 0x3f);
            }

            int shortest = more switch { 0 => 0, 1 => 0x80, 2 => 0x800, _ => 0x10000 };
            if (code < shortest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || !isAllowed(code))
                return false;
        }

        return true;
    }

    private static byte[] Hex(ReadOnlySpan<byte> text)
    {
        var hex = new StringBuilder();
        foreach (byte b in text)
        {
            if (b is >= 0x20 and <= 0x7e or 8 or 9 or 10 or 12 or 13)
                hex.Append((char)b);
            else
                hex.Append($"\\x{b:x2}");
        }

        return Encoding.ASCII.GetBytes(hex.ToString());
    }
}
