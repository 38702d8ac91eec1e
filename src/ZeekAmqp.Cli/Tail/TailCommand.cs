using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Cli.Tail;

/// <summary><c>zeek-amqp tail</c></summary>
internal sealed class TailCommand : ICommandPage
{
    private readonly Surroundings _surroundings;
    private readonly BrokerFlags _broker;
    private readonly Option<string> _queue = new("--queue") { HelpName = "QUEUE", Description = "The queue; else --queue-name." };
    private readonly Option<long?> _count = new("--count") { HelpName = "N", Description = "End after so many messages." };

    private readonly Option<double?> _timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "End after so long; with --count, the exit status is 1 if fewer messages came.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print the messages' bodies as they are, one a line; so too where there is no terminal.",
    };

    private readonly Option<bool> _table = new("--table") { Description = "Print a table even where there is no terminal." };

    public TailCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Command = new Command("tail", "Shows what arrives in a queue, and takes it out.");
        foreach (Option option in new Option[] { _queue, _count, _timeout, _json, _table })
            Command.Add(option);
        _broker = new BrokerFlags(Command, option => option.IsOfConnection || option.Name is "vhost" or "queue_name");
        Command.SetAction((result, _) => RunAsync(result));
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("zeek-amqp tail --queue test_queue", "show what arrives, as a table"),
        new("zeek-amqp tail --queue test_queue --count 100 --json", "take 100 messages and print their bodies"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } =
    [
        new(ExitStatus.Success, "all that was asked for was shown"),
        new(ExitStatus.Incomplete, "fewer messages than --count came, or the queue was lost"),
    ];

    private async Task<int> RunAsync(ParseResult result)
    {
        TailRequest request = ReadRequest(result);
        bool asTable = result.GetValue(_table) || (_surroundings.IsOutputTerminal && !result.GetValue(_json));
        if (result.GetValue(_table) && result.GetValue(_json))
            throw new UsageException("--table and --json exclude each other");

        using var interruption = new Interruption();
        interruption.Listen();
        IMessagePrinter printer = asTable
            ? new TablePrinter(_surroundings.Output, _surroundings.Width(), _surroundings.IsOutputTerminal)
            : new BodyPrinter(_surroundings.Output);
        var messages = new MessageArea(_surroundings.Error, isTerminal: false);
        int status = await new TailRun(request, printer, messages).RunAsync(interruption.Stop).ConfigureAwait(false);
        return interruption.Status ?? status;
    }

    private TailRequest ReadRequest(ParseResult result)
    {
        WriterOptions options = OptionParser.Parse(_broker.Read(result, _surroundings.Variable));
        // A queue's name has no places here: which log's, which node's?
        string queue = result.GetValue(_queue) ?? NameTemplate.Parse(options.Target.QueueName).Render();
        if (queue.Length == 0)
            throw new UsageException("no queue is named; use --queue");
        if (result.GetValue(_count) is < 1)
            throw new UsageException("--count has to be 1 or more");
        // A timer's longest time, in seconds.
        if (result.GetValue(_timeout) is { } seconds and not (> 0 and < 4_000_000))
            throw new UsageException($"--timeout has to be a number of seconds above 0 and below 4000000, not {seconds}");
        TimeSpan? timeout = result.GetValue(_timeout) is { } given ? TimeSpan.FromSeconds(given) : null;
        return new TailRequest(options.Broker, queue, result.GetValue(_count), timeout);
    }
}
