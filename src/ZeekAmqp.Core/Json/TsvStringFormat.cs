namespace ZeekAmqp.Core.Json;

/// <summary>
/// Writes bytes from the wire as the text of a JSON string by Zeek's policy TSV: first as a TSV log has it (<c>ODesc::AddBytes</c> in
/// <c>src/Desc.cc</c> of Zeek 9.0, with escapes and UTF-8), then by JSON's rule.
/// </summary>
/// <remarks>
/// A backslash is doubled, and parts the string: each part is kept if it is text without any control, and else has <c>\xHH</c> for all
/// its bytes that are not printable ASCII.
/// </remarks>
internal static class TsvStringFormat
{
    /// <summary>Writes <paramref name="text"/> without quotes.</summary>
    public static void Write(JsonBuffer target, ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int end = text.IndexOf((byte)'\\');
            WritePart(target, end < 0 ? text : text[..end]);
            if (end < 0)
                break;
            // Doubled, and each of the two once more for JSON.
            target.Append(@"\\\\"u8);
            text = text[(end + 1)..];
        }
    }

    private static void WritePart(JsonBuffer target, ReadOnlySpan<byte> part)
    {
        if (StringFormat.IsKept(part, keepsBreaks: false))
            StringFormat.WriteKept(target, part);
        else
            StringFormat.WriteHex(target, part, keepsBreaks: false);
    }
}
