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
/// backslash and controls are escaped, everything else stays. So it is with the policy HEX; <see cref="PuaStringFormat"/> and
/// <see cref="TsvStringFormat"/> have the others.
/// </remarks>
internal static class StringFormat
{
    /// <summary>Longest escape of one byte: <c>\u00HH</c>.</summary>
    public const int LongestEscape = 6;

    // Room is taken for so many bytes at a time where each may become five.
    private const int HexPiece = 256;

    /// <summary>Writes <paramref name="text"/> by both rules, in quotes.</summary>
    public static void Write(JsonBuffer target, ReadOnlySpan<byte> text, StringEscapePolicy policy = StringEscapePolicy.Hex)
    {
        // What all policies keep.
        Span<byte> span = target.Reserve(text.Length + 2);
        int special = PlainText.Copy(span[1..], text, isAscii: true);
        if (special == text.Length)
        {
            span[0] = (byte)'"';
            span[special + 1] = (byte)'"';
            target.Advance(special + 2);
            return;
        }

        WriteSpecial(target, text, special, policy);
    }

    /// <summary>Writes <paramref name="text"/> by RapidJSON's rule alone, in quotes: for names, which Zeek does not check.</summary>
    public static void WriteQuoted(JsonBuffer target, ReadOnlySpan<byte> text)
    {
        target.Append((byte)'"');
        WriteKept(target, text);
        target.Append((byte)'"');
    }

    /// <summary>Writes <paramref name="text"/> by RapidJSON's rule alone, without quotes.</summary>
    public static void WriteKept(JsonBuffer target, ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int special = PlainText.Copy(target.Reserve(text.Length), text, isAscii: false);
            target.Advance(special);
            if (special == text.Length)
                break;
            target.Advance(WriteEscaped(target.Reserve(LongestEscape), text[special]));
            text = text[(special + 1)..];
        }
    }

    /// <summary>Writes what is not printable ASCII as <c>\xHH</c>, without quotes.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="keepsBreaks">Whether the five controls that JSON has letters for stay: \b \f \n \r \t.</param>
    public static void WriteHex(JsonBuffer target, ReadOnlySpan<byte> text, bool keepsBreaks)
    {
        while (!text.IsEmpty)
        {
            ReadOnlySpan<byte> piece = text[..Math.Min(text.Length, HexPiece)];
            Span<byte> span = target.Reserve(piece.Length * LongestEscape);
            int at = 0;
            foreach (byte b in piece)
            {
                if (b is >= 0x20 and < 0x7f || (keepsBreaks && IsBreak(b)))
                {
                    at += WriteEscaped(span[at..], b);
                    continue;
                }

                // The backslash is itself escaped by RapidJSON: \\xhh, five characters.
                @"\\x"u8.CopyTo(span[at..]);
                WriteHexDigits(span[(at + 3)..], b);
                at += 5;
            }

            target.Advance(at);
            text = text[piece.Length..];
        }
    }

    /// <summary>Writes the two hexadecimal digits of a byte, in lower case.</summary>
    public static void WriteHexDigits(Span<byte> target, byte b)
    {
        target[0] = "0123456789abcdef"u8[b >> 4];
        target[1] = "0123456789abcdef"u8[b & 15];
    }

    /// <summary>Writes a byte as RapidJSON does, into <see cref="LongestEscape"/> bytes.</summary>
    public static int WriteEscaped(Span<byte> target, byte b)
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
            target[0] = (byte)'\\';
            target[1] = letter;
            return 2;
        }

        if (b >= 0x20)
        {
            target[0] = b;
            return 1;
        }

        "\\u00"u8.CopyTo(target);
        target[4] = "0123456789ABCDEF"u8[b >> 4];
        target[5] = "0123456789ABCDEF"u8[b & 15];
        return LongestEscape;
    }

    /// <summary>Whether a control is one that JSON has a letter for.</summary>
    public static bool IsBreak(byte b) => b is (byte)'\b' or (byte)'\f' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <summary>Whether all of a text is UTF-8 that Zeek takes for text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepsBreaks">Whether the controls that JSON has letters for count as text.</param>
    public static bool IsKept(ReadOnlySpan<byte> text, bool keepsBreaks)
    {
        for (int i = 0; i < text.Length; i++)
        {
            byte first = text[i];
            if (first < 0x80)
            {
                if (first is < 0x20 or 0x7f && !(keepsBreaks && IsBreak(first)))
                    return false;
                continue;
            }

            int length = KeptLength(text[i..]);
            if (length == 0)
                return false;
            i += length - 1;
        }

        return true;
    }

    /// <summary>How many bytes the first character has, from 0x80 on; 0 if Zeek does not take it for text.</summary>
    public static int KeptLength(ReadOnlySpan<byte> text)
    {
        if (Rune.DecodeFromUtf8(text, out Rune rune, out int length) != OperationStatus.Done)
            return 0;
        // C1 controls, the private use area of the basic plane, and the specials block.
        return rune.Value is <= 0x9f or (>= 0xe000 and <= 0xf8ff) or (>= 0xfff0 and <= 0xffff) ? 0 : length;
    }

    private static void WriteSpecial(JsonBuffer target, ReadOnlySpan<byte> text, int special, StringEscapePolicy policy)
    {
        target.Append((byte)'"');
        if (policy == StringEscapePolicy.Pua)
            PuaStringFormat.Write(target, text);
        else if (policy == StringEscapePolicy.Tsv)
            TsvStringFormat.Write(target, text);
        else if (IsKept(text[special..], keepsBreaks: true))
            WriteKept(target, text);
        else
            WriteHex(target, text, keepsBreaks: true);
        target.Append((byte)'"');
    }
}
