using System.CommandLine;
using Spectre.Console;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Filter;
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

    private readonly Option<string> _filter = new("--filter")
    {
        HelpName = "FILTER",
        Description = "Send these records only: 'id.resp_p == 443 && (service == \"ssl\" || duration > 1.5)'.",
    };

    private readonly Option<string> _rate = new("--rate")
    {
        HelpName = "RATE",
        Description = "Records a second at most, e.g. 5000; or times as fast as the records once came, by --time-field, e.g. 1x or 2.5x.",
    };

    private readonly Option<bool> _follow = new("--follow", "-F")
    {
        Description =
            "Wait for more at the end of the files, also when they are rotated, truncated or not there yet, until Ctrl-C; with a folder or pattern, for "
            + "new files too.",
    };

    private readonly Option<string> _idleExit = new("--idle-exit")
    {
        HelpName = "DURATION",
        Description = "With --follow: end when nothing has come for so long, e.g. 30s or 5m.",
    };

    private readonly Option<string> _position = new("--position")
    {
        HelpName = "FILE",
        Description = "Keep in this file how far each log is sent, and go on from there the next time.",
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
        Command.Add(_filter);
        Command.Add(_rate);
        Command.Add(_follow);
        Command.Add(_idleExit);
        Command.Add(_position);
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
        new("zeek-amqp replay -F --position zeek.pos /opt/zeek/logs/current", "follow the logs of a Zeek, and go on after a restart"),
        new("zeek-amqp replay -r --since 2h --rate 5000 /opt/zeek/logs", "send the last two hours of an archive, not too fast"),
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
        FollowRequest? follow = ReadFollow(result, pace);
        TimeSelection? times = ReadTimes(result, isNeeded: pace is OriginalPace);
        RecordChoice? choice = FilterText.Read(result.GetValue(_filter)) is { } filter ? new RecordChoice(filter, options.Format.IsTagged) : null;
        var request = new ReplayRequest(
            follow is null ? LogInputs.Find(result.GetValue(_files)!, _surroundings.OpenInput, result.GetValue(_recursive)) : [],
            options,
            result.GetValue(_path),
            _broker.IsSet(result, PatienceOption) ? options.Delivery.MaxWaitOnShutdown : DefaultPatience)
        {
            Times = times,
            Choice = choice,
            Pace = pace,
            Follow = follow,
            PositionFile = result.GetValue(_position) is { } position ? new PositionFile(position) : null,
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

    private FollowRequest? ReadFollow(ParseResult result, IPace? pace)
    {
        string? idleExit = result.GetValue(_idleExit);
        if (!result.GetValue(_follow))
            return idleExit is null ? null : throw new UsageException("--idle-exit is for --follow");
        if (pace is OriginalPace)
            throw new UsageException("--follow sends records as they come: --rate can bound how many a second, but not repeat their times");
        TimeSpan idle = TimeSpan.Zero;
        if (idleExit is not null && !DurationText.TryParse(idleExit, out idle))
            throw new UsageException($"--idle-exit '{idleExit}' is no duration; allowed: e.g. 30s, 5m or 1h");
        string[] files = result.GetValue(_files)!;
        foreach (string file in files)
        {
            if (file == LogInputs.StandardInput || (File.Exists(file) && FileIdentity.OfFile(file) is null))
                throw new UsageException($"cannot follow '{file}': it is no file on a disk; without --follow it is read until its end");
        }

        return new FollowRequest(files, result.GetValue(_recursive), idleExit is null ? null : idle);
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
