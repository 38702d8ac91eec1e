using System.Text;
using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Pages;

/// <summary>A text of the macros of man(7).</summary>
internal sealed class ManText
{
    private readonly StringBuilder _text = new();

    /// <param name="name">Of the page, without the section.</param>
    public ManText(string name) =>
        // The third word would be a date, which a page that is made anew each time has no use for.
        _text.Append($".TH \"{Escape(name.ToUpperInvariant())}\" 1 \"\" \"ZeekAmqp {Escape(ToolVersion.Text)}\" \"ZeekAmqp\"\n.nh\n.ad l\n");

    /// <summary>A sentence without its full stop.</summary>
    public static string WithoutStop(string? sentence) => (sentence ?? "").TrimEnd('.');

    public ManText Section(string title) => Macro($".SH \"{Escape(title)}\"");

    public ManText Subsection(string title) => Macro($".SS \"{Escape(title)}\"");

    public ManText Paragraph(string text) => Macro($".PP\n{Escape(text)}");

    /// <summary>A line that is not filled, in bold.</summary>
    public ManText Line(string text) => Macro($".PP\n.B {Escape(text)}");

    /// <summary>A line to be typed, indented.</summary>
    public ManText Code(string line) => Macro($".RS 4\n.EX\n{Escape(line)}\n.EE\n.RE");

    /// <summary>A name, and what it means.</summary>
    public ManText Entry(string name, string meaning) => Macro($".TP\n.B {Escape(name)}\n{Escape(meaning)}");

    public override string ToString() => _text.ToString();

    private ManText Macro(string text)
    {
        _text.Append(text).Append('\n');
        return this;
    }

    /// <summary>Text as it is: dashes that can be copied, no requests, no escapes.</summary>
    private static string Escape(string text)
    {
        string escaped = text
            .Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("\"", "\\(dq", StringComparison.Ordinal)
            .Replace("'", "\\(aq", StringComparison.Ordinal)
            .Replace("~", "\\(ti", StringComparison.Ordinal)
            .Replace("^", "\\(ha", StringComparison.Ordinal)
            .Replace("`", "\\(ga", StringComparison.Ordinal);
        return escaped.StartsWith('.') ? "\\&" + escaped : escaped;
    }
}
