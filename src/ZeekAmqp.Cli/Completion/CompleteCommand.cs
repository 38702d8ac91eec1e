using System.CommandLine;
using System.CommandLine.Completions;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Completion;

/// <summary><c>zeek-amqp complete --position N LINE</c>, for scripts of shells: what could stand at the cursor, one a line.</summary>
internal sealed class CompleteCommand
{
    private readonly Surroundings _surroundings;
    private readonly Argument<string> _line = new("LINE") { Description = "The command line so far, from the tool's name on." };
    private readonly Option<int?> _position = new("--position") { HelpName = "N", Description = "Where the cursor is in it; else at its end." };

    /// <param name="surroundings">Where the words are printed.</param>
    /// <param name="parse">Parses a command line.</param>
    public CompleteCommand(Surroundings surroundings, Func<string, ParseResult> parse)
    {
        _surroundings = surroundings;
        Command = new Command("complete", "Prints what could stand at the cursor of a command line.") { Hidden = true };
        Command.Add(_line);
        Command.Add(_position);
        Command.SetAction(result => Print(parse, result.GetValue(_line)!, result.GetValue(_position)));
    }

    public Command Command { get; }

    private void Print(Func<string, ParseResult> parse, string line, int? position)
    {
        // What stands behind the cursor says nothing about what belongs there.
        string before = line[..Math.Clamp(position ?? line.Length, 0, line.Length)].TrimStart();
        int end = before.IndexOf(' ');
        if (end < 0)
            return;
        // However the tool was called.
        before = before[(end + 1)..];
        string current = before[(before.LastIndexOf(' ') + 1)..];
        IEnumerable<CompletionItem> items = parse(before).GetCompletions(before.Length);
        IEnumerable<string> words = items
            .Select(item => item.InsertText ?? item.Label)
            // Flags are many: they are shown to who begins one.
            .Where(word => word.StartsWith('-') == current.StartsWith('-'))
            .Where(word => word.StartsWith(current, StringComparison.Ordinal));
        _surroundings.Print(string.Concat(words.Select(word => word + "\n")));
    }
}
