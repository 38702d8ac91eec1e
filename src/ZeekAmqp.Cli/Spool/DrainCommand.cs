using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary><c>zeek-amqp spool drain</c></summary>
internal sealed class DrainCommand
{
    private const string PatienceOption = "max_wait_on_shutdown";

    // As replay has it: a broker's restart takes less.
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    private readonly Surroundings _surroundings;
    private readonly ISpoolFiles _files;
    private readonly BrokerFlags _broker;
    private readonly Argument<string?> _folder = SpoolCommand.FolderArgument();
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as one line of JSON." };

    public DrainCommand(Surroundings surroundings, ISpoolFiles files)
    {
        _surroundings = surroundings;
        _files = files;
        Command = new Command(
            "drain",
            "Sends what ended processes have left, as a Zeek that starts would, and removes what is sent. To the broker that the folder is named after, "
            + $"or to the one that flags name. Gives up when nothing was confirmed for {DefaultPatience.TotalSeconds:0} s, or as long as --max-wait-on-shutdown says.")
        {
            _folder,
            _json,
        };
        _broker = new BrokerFlags(Command, option => option.IsOfConnection || option.Name is "vhost" or PatienceOption);
        Command.SetAction((result, _) => RunAsync(result));
    }

    /// <summary>The command.</summary>
    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult result)
    {
        string folder = SpoolView.PathOf(_files, result.GetValue(_folder), _surroundings);
        var tree = SpoolTree.Find(_files, folder);
        if (tree.Processes.Any(process => process.Lanes.Contains(folder)))
            throw new UsageException($"'{folder}' is the folder of one log; name the one above it, which a process locks as a whole");
        var target = new DrainTarget(_broker, result, _surroundings.Variable);
        // All of them before anything is sent.
        (SpoolProcess Process, WriterOptions Options)[] plan = [.. tree.Processes.Select(process => (process, target.Of(process)))];
        var messages = new MessageArea(_surroundings.Error, isTerminal: false);
        foreach (SpoolProblem problem in tree.Problems)
            messages.Write($"error: {problem}");

        using var interruption = new Interruption();
        interruption.Listen();
        var summary = new DrainSummary { Unfinished = tree.Problems.Count };
        foreach (IGrouping<BrokerOptions, (SpoolProcess Process, WriterOptions Options)> broker in plan.GroupBy(item => item.Options.Broker))
        {
            if (interruption.Stop.IsCancellationRequested)
                break;
            TimeSpan patience = _broker.IsSet(result, PatienceOption) ? broker.First().Options.Delivery.MaxWaitOnShutdown : DefaultPatience;
            var run = new DrainRun(broker.Key, patience, _files, _surroundings, interruption);
            summary += await run.RunAsync(broker.Select(item => item.Process)).ConfigureAwait(false);
        }

        int status = SpoolWriting.Run(_surroundings, output =>
        {
            summary.Write(output, result.GetValue(_json));
            return summary.Status;
        });
        return interruption.Status ?? status;
    }
}
