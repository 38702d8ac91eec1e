using System.Buffers;
using System.Text;

namespace ZeekAmqp.Core.Json;

/// <summary>
/// Writes bytes from the wire as a JSON string, as Zeek does.
/// </summary>
/// <remarks>
/// Two rules, one after the other. Zeek's (<c>json_escape_utf8</c> and <c>check_ok_utf8</c> in <c>src/util.cc</c>): a string that is
/// valid UTF-8 throughout, without controls other than \b \f \n \r \t and without private-use or special code points, is kept; in any
/// other, every byte outside of printable ASCII and those five becomes the four characters <c>\xHH</c>. RapidJSON's: quote,
/// backslash and controls are escaped, everything else stays.
/// </remarks>
internal static class StringFormat
{
    // Printable ASCII that RapidJSON leaves alone: all but the quote and the backslash.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(PlainBytes());

    /// <summary>Writes <paramref name="text"/> by both rules, in quotes.</summary>
    public static void Write(JsonBuffer target, ReadOnlySpan<byte> text)
    {
        int special = text.IndexOfAnyExcept(Plain);
        if (special < 0)
        {
            Span<byte> span = target.Reserve(text.Length + 2);
            span[0] = (byte)'"';
            text.CopyTo(span[1..]);
            span[text.Length + 1] = (byte)'"';
            target.Advance(text.Length + 2);
            return;
        }

        if (IsKept(text[special..]))
            WriteQuoted(target, text);
        else
            WriteHex(target, text);
    }

    /// <summary>Writes <paramref name="text"/> by RapidJSON's rule alone, in quotes: for names, which Zeek does not check.</summary>
    public static void WriteQuoted(JsonBuffer target, ReadOnlySpan<byte> text)
    {
        target.Append((byte)'"');
        while (true)
        {
            int special = text.IndexOfAnyExcept(Plain);
            if (special < 0)
            {
                target.Append(text);
                break;
            }

            target.Append(text[..special]);
            AppendEscaped(target, text[special]);
            text = text[(special + 1)..];
        }

        target.Append((byte)'"');
    }

    private static void WriteHex(JsonBuffer target, ReadOnlySpan<byte> text)
    {
        target.Append((byte)'"');
        foreach (byte b in text)
        {
            if (b is >= 0x20 and < 0x7f or (byte)'\b' or (byte)'\f' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                AppendEscaped(target, b);
                continue;
            }

            // The backslash is itself escaped by RapidJSON: \\xhh, five characters.
            Span<byte> span = target.Reserve(5);
            span[0] = (byte)'\\';
            span[1] = (byte)'\\';
            span[2] = (byte)'x';
            span[3] = "0123456789abcdef"u8[b >> 4];
            span[4] = "0123456789abcdef"u8[b & 15];
            target.Advance(5);
        }

        target.Append((byte)'"');
    }

    private static void AppendEscaped(JsonBuffer target, byte b)
    {
        byte letter = b switch
        {
            (byte)'"' => (byte)'"',
            (byte)'\\' => (byte)'\\',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => 0,
        };
        if (letter != 0)
        {
            target.Append((byte)'\\');
            target.Append(letter);
        }
        else if (b < 0x20)
        {
            target.Append("\\u00"u8);
            target.Append("0123456789ABCDEF"u8[b >> 4]);
            target.Append("0123456789ABCDEF"u8[b & 15]);
        }
        else
        {
            target.Append(b);
        }
    }

    private static bool IsKept(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            byte first = text[0];
            if (first < 0x80)
            {
                if (first is < 0x20 or 0x7f && first is not ((byte)'\b' or (byte)'\f' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                    return false;
                text = text[1..];
                continue;
            }

            if (Rune.DecodeFromUtf8(text, out Rune rune, out int length) != OperationStatus.Done)
                return false;
            int code = rune.Value;
            // C1 controls, the private use area of the basic plane, and the specials block.
            if (code is <= 0x9f or (>= 0xe000 and <= 0xf8ff) or (>= 0xfff0 and <= 0xffff))
                return false;
            text = text[length..];
        }

        return true;
    }

    private static byte[] PlainBytes()
    {
        var bytes = new List<byte>();
        for (byte b = 0x20; b < 0x7f; b++)
        {
            if (b is not ((byte)'"' or (byte)'\\'))
                bytes.Add(b);
        }

        return [.. bytes];
    }
}
