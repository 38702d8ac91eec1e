namespace ZeekAmqp.Core.Json;

/// <summary>
/// Writes bytes from the wire as the text of a JSON string by Zeek's policy PUA (<c>escape_string_for_json</c> in <c>src/util.cc</c> of
/// Zeek 9.0): characters stay, and each byte that is part of none becomes <c>\udb80\udcHH</c>, U+F0000 and the byte.
/// </summary>
internal static class PuaStringFormat
{
    private const int EscapeLength = 12;

    /// <summary>Writes <paramref name="text"/> without quotes.</summary>
    public static void Write(JsonBuffer target, ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int plain = PlainText.Copy(target.Reserve(text.Length), text, isAscii: true);
            target.Advance(plain);
            if (plain == text.Length)
                break;
            text = text[(plain + WriteSpecial(target, text[plain..]))..];
        }
    }

    /// <summary>Writes what begins with a byte that is not plain; returns how many bytes that was.</summary>
    private static int WriteSpecial(JsonBuffer target, ReadOnlySpan<byte> text)
    {
        byte first = text[0];
        if (first is (byte)'"' or (byte)'\\' || StringFormat.IsBreak(first))
        {
            target.Advance(StringFormat.WriteEscaped(target.Reserve(StringFormat.LongestEscape), first));
            return 1;
        }

        int length = first < 0x80 ? 0 : StringFormat.KeptLength(text);
        if (length > 0)
        {
            target.Append(text[..length]);
            return length;
        }

        Span<byte> escape = target.Reserve(EscapeLength);
        @"\udb80\udc"u8.CopyTo(escape);
        StringFormat.WriteHexDigits(escape[(EscapeLength - 2)..], first);
        target.Advance(EscapeLength);
        return 1;
    }
}
