using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Management;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Stats;

/// <summary><c>zeek-amqp stats</c></summary>
internal sealed class StatsCommand : ICommandPage
{
    // The port that zeekctl gives a single Zeek; Zeek itself has none.
    private const string DefaultEndpoint = "http://localhost:9991";

    private readonly Surroundings _surroundings;
    private readonly BrokerFlags _broker;
    private readonly ManagementFlags _management;

    private readonly Option<string[]> _zeek = new("--zeek-metrics")
    {
        HelpName = "URL",
        Description = $"Zeek's Prometheus endpoint (Telemetry::metrics_port); again for each further logger. Default: {DefaultEndpoint}, zeekctl's.",
    };

    private readonly Option<bool> _perNode = new("--per-node") { Description = "Show the logs of each endpoint apart, instead of their sums." };
    private readonly Option<string[]> _queues = new("--queue") { HelpName = "QUEUE", Description = "A queue to show; again for each further one. Default: the fullest of the vhost." };
    private readonly Option<double> _interval = new("--interval") { HelpName = "SECONDS", Description = "Time from one view to the next.", DefaultValueFactory = _ => 1 };
    private readonly Option<long?> _count = new("--count") { HelpName = "N", Description = "End after so many views." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one line of JSON for each view." };

    public StatsCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Command = new Command(
            "stats",
            "Shows how fast logs go to the broker, what waits, and what is lost, from Zeek's metrics and the broker's management API. Either of them will do. "
            + "Drawn in place on a terminal; else a table after each interval.");
        foreach (Option option in new Option[] { _zeek, _perNode, _queues, _interval, _count, _json })
            Command.Add(option);
        _management = new ManagementFlags(Command);
        _broker = new BrokerFlags(Command, option => option.IsOfConnection || option.Name == "vhost");
        Command.SetAction((result, _) => RunAsync(result));
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("zeek-amqp stats", "watch the Zeek and the broker of this machine"),
        new("zeek-amqp stats --hostname mq1 --zeek-metrics http://zeek1:9991", "watch others"),
        new("zeek-amqp stats --count 1 --json | jq .logs", "one reading, for a program"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } =
    [
        new(ExitStatus.Success, "there was something to show"),
        new(ExitStatus.Incomplete, "neither Zeek nor the broker could be read"),
    ];

    private async Task<int> RunAsync(ParseResult result)
    {
        var messages = new MessageArea(_surroundings.Error, isTerminal: false);
        using var interruption = new Interruption();
        interruption.Listen();
        BrokerOptions broker = ReadBroker(result);
        ManagementAddress address = _management.Read(result, _surroundings.Variable, broker);
        string[] endpoints = result.GetValue(_zeek) is { Length: > 0 } given ? given : [DefaultEndpoint];
        TimeSpan interval = ReadInterval(result);
        // On a terminal, this would stand in the middle of the view, and again with each reading.
        ManagementAnswer<ManagementClient> opened = await ManagementClient.OpenAsync(
            address, broker, _surroundings.Time, text => messages.Write($"warning: {text}"), interruption.Stop).ConfigureAwait(false);
        using ManagementClient? client = opened.Value;
        var request = new StatsRequest(
            [.. endpoints.Select(ZeekEndpoint.Parse).Select(endpoint => new ZeekWatch(endpoint, _surroundings.Time))],
            new BrokerWatch(address.ToString(), opened, broker.VirtualHost, result.GetValue(_queues) ?? [], _surroundings.Time),
            result.GetValue(_perNode),
            interval,
            result.GetValue(_count));
        int status = await new StatsRun(request, View(result, request), messages, _surroundings.Time).RunAsync(interruption.Stop).ConfigureAwait(false);
        return interruption.Status ?? status;
    }

    private IStatsView View(ParseResult result, StatsRequest request)
    {
        if (result.GetValue(_json))
            return new JsonView(_surroundings.Output);
        return _surroundings.CanDrawOnOutput
            ? new LiveView(_surroundings, request.IsPerNode)
            : new PlainView(_surroundings.Output, _surroundings.Width, request.IsPerNode);
    }

    private BrokerOptions ReadBroker(ParseResult result)
    {
        List<RawOption> options = _broker.Read(result, _surroundings.Variable);
        // Nothing here speaks AMQP: it is the URL that says whether there is TLS, and for which the settings of TLS are.
        if (_management.IsTls(result, _surroundings.Variable) == true)
            options.Add(new RawOption("tls", "T"));
        return OptionParser.Parse(options).Broker;
    }

    private TimeSpan ReadInterval(ParseResult result)
    {
        if (result.GetValue(_count) is < 1)
            throw new UsageException("--count has to be 1 or more");
        // Up to an hour: nobody watches what changes less often.
        double seconds = result.GetValue(_interval);
        return seconds is >= 0.1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"--interval has to be a number of seconds from 0.1 to 3600, not {seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
    }
}
