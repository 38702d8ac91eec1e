using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ZeekAmqp.Cli.Commands;

/// <summary><c>--help</c>: the flags, and behind them examples and exit statuses.</summary>
/// <param name="flags">Shows the flags.</param>
/// <param name="pages">The pages of all commands.</param>
internal sealed class PageHelp(HelpAction flags, IReadOnlyList<ICommandPage> pages) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int status = flags.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        ICommandPage[] shown = pages.Where(page => IsAbove(page.Command, command)).ToArray() is { Length: > 0 } one ? one : [.. pages];
        WriteExamples(output, [.. shown.SelectMany(page => page.Examples)], CommandPath.Of(parseResult));
        if (shown.Length == 1)
            WriteStatuses(output, shown[0]);
        return status;
    }

    private static bool IsAbove(Command top, Command command) =>
        top == command || top.Subcommands.Any(below => IsAbove(below, command));

    /// <summary>Of a command below another one, its own examples; if it has none, those of the one above.</summary>
    private static void WriteExamples(TextWriter output, Example[] examples, string command)
    {
        Example[] own = [.. examples.Where(example => (example.Line + ' ').Contains(command + ' ', StringComparison.Ordinal))];
        output.WriteLine("Examples:");
        foreach (Example example in own.Length > 0 ? own : examples)
            output.WriteLine($"  {example.Line}\n      {example.Purpose}");
        output.WriteLine();
    }

    private static void WriteStatuses(TextWriter output, ICommandPage page)
    {
        output.WriteLine("Exit status:");
        foreach (ExitMeaning status in page.ExitStatuses.Concat(ExitStatus.OfAll))
            output.WriteLine($"  {status.Status,-5}{status.Meaning}");
        output.WriteLine("  128+n ended by signal n");
        output.WriteLine();
    }
}
