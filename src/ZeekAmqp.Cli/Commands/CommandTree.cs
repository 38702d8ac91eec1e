using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Completion;
using ZeekAmqp.Cli.Pages;
using ZeekAmqp.Cli.Replay;
using ZeekAmqp.Cli.Schema;
using ZeekAmqp.Cli.Spool;
using ZeekAmqp.Cli.Stats;
using ZeekAmqp.Cli.Tail;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Commands;

/// <summary>All commands of <c>zeek-amqp</c>, and what their failures end the process with.</summary>
internal sealed class CommandTree
{
    // A password may begin with @: it is not the name of a file with more arguments.
    private static readonly ParserConfiguration Settings = new() { ResponseFileTokenReplacer = null };

    private readonly Surroundings _surroundings;
    private readonly RootCommand _root = new("Sends Zeek logs to RabbitMQ, and shows and checks their way there.");

    public CommandTree(Surroundings surroundings)
    {
        _surroundings = surroundings;
        _root.Directives.Clear();
        foreach (VersionOption version in _root.Options.OfType<VersionOption>())
            version.Action = new PrintVersion(surroundings);
        Pages =
        [
            new CheckCommand(surroundings),
            new TailCommand(surroundings),
            new StatsCommand(surroundings),
            new SpoolCommand(surroundings),
            new ReplayCommand(surroundings),
            new SchemaCommand(surroundings),
            new CompletionCommand(surroundings),
            new ManCommand(surroundings, () => new ManPages(_root, Pages!)),
        ];
        foreach (ICommandPage page in Pages)
            _root.Add(page.Command);
        _root.Add(new CompleteCommand(surroundings, line => _root.Parse(line, Settings)).Command);
        foreach (HelpOption help in _root.Options.OfType<HelpOption>())
        {
            help.Action = new PageHelp((HelpAction)help.Action!, Pages);
            // Those of another system.
            help.Aliases.Remove("/?");
            help.Aliases.Remove("/h");
        }
    }

    /// <summary>The commands, in the order in which they are shown.</summary>
    public IReadOnlyList<ICommandPage> Pages { get; }

    /// <summary>Runs what the arguments say.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> RunAsync(string[] arguments)
    {
        ParseResult result = Parse(arguments);
        if (result.Errors.Count > 0)
            return Refuse([.. result.Errors.Select(error => error.Message), $"see {result.CommandResult.Command.Name} --help"]);
        using var output = new StreamWriter(_surroundings.Output, leaveOpen: true);
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = _surroundings.Error,
            EnableDefaultExceptionHandler = false,
            // Signals are the commands' own to handle.
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await result.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is UsageException or OptionException)
        {
            return Refuse([exception.Message, .. (exception as UsageException)?.Below ?? []]);
        }
    }

    /// <summary>What is wrong with a command line, as far as can be seen without running it.</summary>
    public IReadOnlyList<string> Mistakes(string[] arguments) => [.. Parse(arguments).Errors.Select(error => error.Message)];

    private ParseResult Parse(string[] arguments) => _root.Parse(arguments, Settings);

    private int Refuse(IEnumerable<string> reasons)
    {
        var messages = new MessageArea(_surroundings.Error, isTerminal: false);
        foreach (string reason in reasons)
            messages.Write(reason);
        return ExitStatus.Usage;
    }

    private sealed class PrintVersion(Surroundings surroundings) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            surroundings.Print(ToolVersion.Text + "\n");
            return ExitStatus.Success;
        }
    }
}
