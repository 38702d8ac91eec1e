using System.CommandLine;
using Spectre.Console;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Cli.Replay;

/// <summary><c>zeek-amqp replay FILE…</c></summary>
internal sealed class ReplayCommand : ICommandPage
{
    private const string DefaultTimeField = "ts";
    private const string PatienceOption = "max_wait_on_shutdown";

    // A broker's restart takes less; who wants to wait for ever has not reached the end of the files, where it does.
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);

    // The files keep the records: they are read no faster than they are sent, and what cannot be delivered is said at once.
    private static readonly RawOption[] WithoutWaiting = [new("spool_dir", ""), new("overflow", "block"), new("unroutable", "drop")];

    private readonly Surroundings _surroundings;
    private readonly BrokerFlags _broker;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description =
            "Logs in Zeek's TSV format or as JSON lines, plain or gzip; a folder for its *.log and *.log.gz; a quoted pattern with *, ?, [a-z] and **; "
            + "- for standard input. The files of a folder or pattern are read by the time in their names, and no file twice.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _path = new("--path")
    {
        HelpName = "LOG",
        Description = "Path of logs that have neither #path nor _path, instead of the file's name up to the first dot.",
    };

    private readonly Option<bool> _recursive = new("--recursive", "-r") { Description = "Look for logs in a folder's folders too." };

    private readonly Option<string> _since = new("--since")
    {
        HelpName = "TIME",
        Description = $"Only records from this moment on: {TimeText.Forms}.",
    };

    private readonly Option<string> _until = new("--until") { HelpName = "TIME", Description = "Only records before this moment." };

    private readonly Option<string> _timeField = new("--time-field")
    {
        HelpName = "FIELD",
        Description = "The field with a record's time. A record without it is sent whatever --since and --until say. Default: ts.",
    };

    private readonly Option<string> _rate = new("--rate")
    {
        HelpName = "RATE",
        Description = "Records a second at most, e.g. 5000; or times as fast as the records once came, by --time-field, e.g. 1x or 2.5x.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as one line of JSON." };

    public ReplayCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Command = new Command(
            "replay",
            "Sends existing Zeek logs to the broker, and says whether all of them arrived. Waits for a broker that is away; after the last "
            + $"record, for {DefaultPatience.TotalSeconds:0} s without a confirm, or as long as --max-wait-on-shutdown says.");
        Command.Add(_files);
        Command.Add(_path);
        Command.Add(_recursive);
        Command.Add(_since);
        Command.Add(_until);
        Command.Add(_timeField);
        Command.Add(_rate);
        Command.Add(_json);
        // Records that wait are in their files anyway, and what a log is called its file says.
        _broker = new BrokerFlags(Command, option => option is { IsOfWaiting: false, IsOfScripts: false, Name: not "log_path" });
        Command.SetAction((result, _) => RunAsync(result));
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("zeek-amqp replay conn.log dns.log.gz", "send two logs to the queue test_queue on this machine"),
        new("zeek-amqp replay --uri amqps://zeek@mq1/ --exchange zeek 2026-01-01", "send a folder to an exchange, by TLS"),
        new("jq -c . conn.log | zeek-amqp replay --path conn --batch-max-records 256 -", "send what another program writes, 256 records a message"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } =
    [
        new(ExitStatus.Success, "the broker has confirmed each record"),
        new(ExitStatus.Incomplete, "a line was no record, or a record was not confirmed"),
    ];

    private async Task<int> RunAsync(ParseResult result)
    {
        WriterOptions options = OptionParser.Parse([.. WithoutWaiting, .. _broker.Read(result, _surroundings.Variable)]);
        // A variable that is missing is missed before anything is read; what depends on a log's path, when that is known.
        _ = new TargetPlaces(new LogSchema(""), _surroundings.Variable).Fill(options.Target);
        IPace? pace = result.GetValue(_rate) is { } rate ? PaceText.Parse(rate, _surroundings.Time) : null;
        var request = new ReplayRequest(
            LogInputs.Find(result.GetValue(_files)!, _surroundings.OpenInput, result.GetValue(_recursive)),
            options,
            result.GetValue(_path),
            _broker.IsSet(result, PatienceOption) ? options.Delivery.MaxWaitOnShutdown : DefaultPatience)
        {
            Times = ReadTimes(result, isNeeded: pace is OriginalPace),
            Pace = pace,
        };

        using var interruption = new Interruption();
        interruption.Listen();
        ReplaySummary summary = await new ReplayRun(request, _surroundings, interruption).RunAsync().ConfigureAwait(false);
        if (result.GetValue(_json))
            summary.WriteJson(_surroundings.Output);
        else
            WriteTable(summary);
        return interruption.Status ?? summary.Status;
    }

    private TimeSelection? ReadTimes(ParseResult result, bool isNeeded)
    {
        TimeRange range = TimeRange.All;
        if (result.GetValue(_since) is { } since)
            range = range with { Since = TimeText.Parse("--since", since, _surroundings.Time) };
        if (result.GetValue(_until) is { } until)
            range = range with { Until = TimeText.Parse("--until", until, _surroundings.Time) };
        if (range.Since >= range.Until)
            throw new UsageException("--since is not before --until: no record would be sent");
        return range == TimeRange.All && !isNeeded ? null : new TimeSelection(result.GetValue(_timeField) ?? DefaultTimeField, range);
    }

    private void WriteTable(ReplaySummary summary)
    {
        using var writer = new StreamWriter(_surroundings.Output, leaveOpen: true);
        IAnsiConsole console = Consoles.Create(writer, _surroundings.IsOutputTerminal, _surroundings.Width());
        summary.WriteTable(console);
    }
}
