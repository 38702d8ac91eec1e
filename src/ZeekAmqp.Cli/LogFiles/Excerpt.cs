using System.Text;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Shows people bytes of an input that may hold anything, a terminal's commands too.</summary>
internal static class Excerpt
{
    private const int MaxBytes = 60;

    // The longest sentence of a parser about a text, with a piece of it inside.
    private const int MaxSentenceBytes = 120;

    /// <summary>The beginning of a text in quotes, with printable ASCII only.</summary>
    public static string Of(ReadOnlySpan<byte> text) => $"'{Printable(text, MaxBytes)}'";

    /// <summary>The beginning of a text in quotes, with printable ASCII only.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>What a parser says, which may quote what it was given: without quotes, with printable ASCII only.</summary>
    public static string OfSentence(string text) => Printable(Encoding.UTF8.GetBytes(text), MaxSentenceBytes);

    private static string Printable(ReadOnlySpan<byte> text, int maxBytes)
    {
        var shown = new StringBuilder();
        foreach (byte b in text[..Math.Min(text.Length, maxBytes)])
        {
            if (b is >= 0x20 and < 0x7f)
                shown.Append((char)b);
            else
                shown.Append($"\\x{b:x2}");
        }

        if (text.Length > maxBytes)
            shown.Append('…');
        return shown.ToString();
    }
}
