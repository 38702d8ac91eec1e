using System.CommandLine;
using ZeekAmqp.Cli.Check.Connecting;
using ZeekAmqp.Cli.Check.Overseeing;
using ZeekAmqp.Cli.Check.Places;
using ZeekAmqp.Cli.Check.Probing;
using ZeekAmqp.Cli.Check.Zeek;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Management;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Check;

/// <summary><c>zeek-amqp check</c></summary>
internal sealed class CheckCommand : ICommandPage
{
    private const string DefaultPath = "conn";

    private readonly Surroundings _surroundings;
    private readonly BrokerFlags _broker;
    private readonly ManagementFlags _management;

    private readonly Option<string> _path = new("--path")
    {
        HelpName = "LOG",
        Description = $"The log to check for, whose path may be in the names of exchange, queue and key. Default: {DefaultPath}.",
    };

    private readonly Option<string[]> _zeek = new("--zeek")
    {
        HelpName = "SCRIPT",
        Description = "Take the options from Zeek, which reads this script or argument (LogAMQP::hostname=mq1); may be given several times. Flags win; the tool's environment is not read.",
    };

    private readonly Option<string> _zeekBinary = new("--zeek-binary", "--zeek-program") { HelpName = "FILE", Description = "Zeek itself. Default: zeek, sought on PATH." };

    private readonly Option<bool> _probeRoute = new("--probe-route")
    {
        Description = $"Send one record where records go, marked by the type {ProbeMark.Type}; it expires after {ProbeMark.Lifetime.TotalSeconds:0} s, and a consumer may get it.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document of all steps." };

    public CheckCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Command = new Command(
            "check",
            "Goes the way to the broker step by step, and says what is wrong and what to do: names, TCP, TLS, login, vhost, exchange, queue, bindings, permissions, "
            + "a message of its own, alarms. Changes nothing at the broker, and puts nothing into queues of others unless --probe-route is given.");
        foreach (Option option in new Option[] { _path, _zeek, _zeekBinary, _probeRoute, _json })
            Command.Add(option);
        _management = new ManagementFlags(Command);
        _broker = new BrokerFlags(Command, option => option is { IsOfWaiting: false, IsOfScripts: false, Name: not "log_path" });
        Command.SetAction((result, _) => RunAsync(result));
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("zeek-amqp check --zeek local.zeek --path dns", "check what Zeek's scripts say for dns.log"),
        new("zeek-amqp check --hostname mq1,mq2 --tls T", "check the way to both nodes of a broker"),
        new("zeek-amqp check --exchange zeek --probe-route --json", "send a marked record, and print JSON"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } =
    [
        new(ExitStatus.Success, "no step has failed; there may be warnings"),
        new(ExitStatus.Incomplete, "a step has failed"),
    ];

    private async Task<int> RunAsync(ParseResult result)
    {
        string[] scripts = result.GetValue(_zeek) ?? [];
        List<RawOption> flags = _broker.Read(result, scripts.Length > 0 ? _ => null : _surroundings.Variable);
        string path = result.GetValue(_path) ?? DefaultPath;
        if (path.Length == 0)
            throw new UsageException("--path needs the name of a log");
        if (scripts.Length == 0 && result.GetValue(_zeekBinary) is not null)
            throw new UsageException("--zeek-binary says which Zeek reads the script of --zeek; give that, too");

        using var interruption = new Interruption();
        interruption.Listen();
        var report = new CheckReport(Printer(result.GetValue(_json)));
        try
        {
            if (scripts.Length == 0)
                await RunAsync(result, new ZeekOptions(flags, ""), path, report, isByFlags: true, interruption.Stop).ConfigureAwait(false);
            else if (await new ZeekStep(result.GetValue(_zeekBinary), scripts, path, _surroundings.Variable).AskAsync(flags, report, interruption.Stop).ConfigureAwait(false) is { } options)
                await RunAsync(result, options, path, report, isByFlags: false, interruption.Stop).ConfigureAwait(false);
            else
                report.Skip([StepName.Options, .. StepName.OfHost, .. StepName.OfConnection], StepName.Zeek);
            report.Finish();
        }
        catch (OperationCanceledException) when (interruption.Status is not null)
        {
            // What is known by now is shown.
            report.Finish();
        }
        catch (IOException)
        {
            // Whoever read the output has gone; there is nobody to tell.
            return ExitStatus.Incomplete;
        }

        return interruption.Status ?? report.Status;
    }

    private async Task RunAsync(ParseResult result, ZeekOptions found, string path, CheckReport report, bool isByFlags, CancellationToken stop)
    {
        WriterOptions options;
        Destination destination;
        try
        {
            options = OptionParser.Parse(found.Options);
            string name = options.LogPath.Length > 0 ? options.LogPath : path;
            destination = new Destination(options.Target, name, found.Node, _surroundings.Variable);
        }
        catch (OptionException exception) when (!isByFlags)
        {
            // Zeek would say so, too, when the log opens; by flags it is wrong usage.
            report.Add(CheckStep.Failed(StepName.Options, exception.Message, "correct it in Zeek's scripts"));
            report.Skip([.. StepName.OfHost, .. StepName.OfConnection], StepName.Options);
            return;
        }

        ManagementAddress management = _management.Read(result, _surroundings.Variable, options.Broker);
        report.Add(OptionsText.Step(options.Broker, destination));
        TimeProvider time = _surroundings.Time;
        var run = new CheckRun(
            new CheckRequest(options, destination.Path, found.Node, result.GetValue(_probeRoute)),
            new HostAccess(time),
            new Overseer(management, _management.IsTls(result, _surroundings.Variable) is not null, time),
            new ProbePublisher(_surroundings.BrokerFactory, time),
            report,
            time);
        await run.RunAsync(destination, stop).ConfigureAwait(false);
    }

    private IStepPrinter Printer(bool isJson)
    {
        if (isJson)
            return new JsonPrinter(_surroundings.Output);
        return new LinePrinter(_surroundings.Output, _surroundings.IsOutputTerminal, _surroundings.HasColours, _surroundings.Width() - 1);
    }
}
