using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>The rule for strings once more, as slow and plain as it can be said.</summary>
internal static class ReferenceText
{
    // Zeek's policy PUA: U+F0000 and the byte.
    private const int FirstPrivate = 0xf0000;

    /// <summary>What a parser has to find in the JSON of a string.</summary>
    public static byte[] Of(ReadOnlySpan<byte> text, StringEscapePolicy policy = StringEscapePolicy.Hex) => policy switch
    {
        StringEscapePolicy.Pua => Pua(text, code => Encoding.UTF8.GetBytes(char.ConvertFromUtf32(code)), part => part),
        StringEscapePolicy.Tsv => Tsv(text),
        _ => IsKept(text) ? text.ToArray() : Hex(text, keepsBreaks: true),
    };

    /// <summary>What a parser has to find in the JSON of a column's name: its bytes if they are UTF-8, whatever they mean.</summary>
    public static byte[] OfName(ReadOnlySpan<byte> name) => IsUtf8(name, _ => true) ? name.ToArray() : Of(name);

    /// <summary>The JSON of a string, to the byte.</summary>
    public static byte[] Json(ReadOnlySpan<byte> text, StringEscapePolicy policy)
    {
        byte[] inner = policy == StringEscapePolicy.Pua
            ? Pua(text, code => Encoding.ASCII.GetBytes(string.Concat(char.ConvertFromUtf32(code).Select(half => $"\\u{(int)half:x4}"))), Escaped)
            : Escaped(Of(text, policy));
        return [(byte)'"', .. inner, (byte)'"'];
    }

    private static byte[] Escaped(byte[] text)
    {
        var json = new List<byte>();
        foreach (byte b in text)
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

        return [.. json];
    }

    /// <summary>Character by character: one that is kept as it is, of another the first byte for itself.</summary>
    private static byte[] Pua(ReadOnlySpan<byte> text, Func<int, byte[]> escape, Func<byte[], byte[]> keep)
    {
        var written = new List<byte>();
        while (text.Length > 0)
        {
            int length = FirstLength(text, IsKept);
            written.AddRange(length > 0 ? keep(text[..length].ToArray()) : escape(FirstPrivate + text[0]));
            text = text[Math.Max(length, 1)..];
        }

        return [.. written];
    }

    /// <summary>Each part between backslashes by itself, and the backslashes twice.</summary>
    private static byte[] Tsv(ReadOnlySpan<byte> text)
    {
        int backslash = text.IndexOf((byte)'\\');
        if (backslash >= 0)
            return [.. Tsv(text[..backslash]), (byte)'\\', (byte)'\\', .. Tsv(text[(backslash + 1)..])];
        return IsUtf8(text, code => code >= 0x20 && IsKept(code)) ? text.ToArray() : Hex(text, keepsBreaks: false);
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

    private static bool IsUtf8(ReadOnlySpan<byte> text, Func<int, bool> isAllowed)
    {
        while (text.Length > 0)
        {
            int length = FirstLength(text, isAllowed);
            if (length == 0)
                return false;
            text = text[length..];
        }

        return true;
    }

    /// <summary>How many bytes the first character has, 0 if it is none or not allowed: RFC 3629, section 3, read aloud.</summary>
    private static int FirstLength(ReadOnlySpan<byte> text, Func<int, bool> isAllowed)
    {
        int first = text[0];
        int more = first < 0x80 ? 0 : first < 0xc0 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf8 ? 3 : -1;
        if (more < 0 || 1 + more > text.Length)
            return 0;
        int code = more == 0 ? first : first & (0x3f >> more);
        for (int i = 1; i <= more; i++)
        {
            if ((text[i] & 0xc0) != 0x80)
                return 0;
            code = (code << 6) | (text[i] & 0x3f);
        }

        int shortest = more switch { 0 => 0, 1 => 0x80, 2 => 0x800, _ => 0x10000 };
        if (code < shortest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || !isAllowed(code))
            return 0;
        return 1 + more;
    }

    private static byte[] Hex(ReadOnlySpan<byte> text, bool keepsBreaks)
    {
        var hex = new StringBuilder();
        foreach (byte b in text)
        {
            if (b is >= 0x20 and <= 0x7e || (keepsBreaks && b is 8 or 9 or 10 or 12 or 13))
                hex.Append((char)b);
            else
                hex.Append($"\\x{b:x2}");
        }

        return Encoding.ASCII.GetBytes(hex.ToString());
    }
}
