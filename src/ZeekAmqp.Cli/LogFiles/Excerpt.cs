using System.Text;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Shows people bytes of an input that may hold anything, a terminal's commands too.</summary>
internal static class Excerpt
{
    private const int MaxBytes = 60;

    /// <summary>The beginning of a text in quotes, with printable ASCII only.</summary>
    public static string Of(ReadOnlySpan<byte> text)
    {
        var shown = new StringBuilder("'");
        foreach (byte b in text[..Math.Min(text.Length, MaxBytes)])
        {
            if (b is >= 0x20 and < 0x7f)
                shown.Append((char)b);
            else
                shown.Append($"\\x{b:x2}");
        }

        if (text.Length > MaxBytes)
            shown.Append('…');
        return shown.Append('\'').ToString();
    }
}
