using System.Text;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Check;

/// <summary>One line a step, and one below it where there is something to do.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="isTerminal">Whether a person looks at it: marks instead of words.</param>
/// <param name="isColoured">Whether marks have colours.</param>
/// <param name="width">Columns that a line has at most, if a person looks at it.</param>
internal sealed class LinePrinter(Stream output, bool isTerminal, bool isColoured, int width) : IStepPrinter
{
    // ECMA-48: green, yellow, red, faint; and as it was.
    private const string Plain = "\u001b[0m";

    private const int NameWidth = 11; // "permissions"
    private const int WordWidth = 7; // "skipped"

    // On terminals that are too narrow for anything.
    private const int LeastRoom = 20;

    private int Indent => (isTerminal ? 1 : WordWidth) + 1 + NameWidth + 1;

    public void Print(CheckStep step)
    {
        (string mark, string word, string colour) = step.Status switch
        {
            StepStatus.Ok => ("✓", "ok", "\u001b[32m"),
            StepStatus.Warning => ("!", "warning", "\u001b[33m"),
            StepStatus.Failed => ("✗", "FAILED", "\u001b[31m"),
            _ => ("-", "skipped", "\u001b[2m"),
        };
        string shown = isTerminal ? mark : word.PadRight(WordWidth);
        if (isColoured)
            shown = $"{colour}{shown}{Plain}";
        string elapsed = step.Elapsed is { } time ? $" ({Durations.Text(time)})" : "";
        var lines = new StringBuilder($"{shown} {step.Name.PadRight(NameWidth)} ");
        Append(lines, "", $"{ShownText.Of(step.Text)}{elapsed}");
        if (step.Advice.Length > 0)
            Append(lines.Append(' ', Indent), "→ ", ShownText.Of(step.Advice));
        output.Write(Encoding.UTF8.GetBytes(lines.ToString()));
        output.Flush();
    }

    public void Finish()
    {
    }

    // What does not fit goes on below itself; programs get a line of any length.
    private void Append(StringBuilder lines, string lead, string text)
    {
        int room = isTerminal ? Math.Max(width - Indent - lead.Length, LeastRoom) : int.MaxValue;
        string between = "\n" + new string(' ', Indent + lead.Length);
        lines.Append(lead).AppendJoin(between, WrappedText.Lines(text, room)).Append('\n');
    }
}
