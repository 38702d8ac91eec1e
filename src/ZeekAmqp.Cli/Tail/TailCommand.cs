using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Tail;

/// <summary><c>zeek-amqp tail</c></summary>
internal sealed class TailCommand : ICommandPage
{
    // Nobody who has pressed Ctrl-C waits longer, and least of all for a terminal that has been stopped.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMilliseconds(800);

    private readonly Surroundings _surroundings;
    private readonly TailFlags _flags;

    public TailCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Command = new Command("tail", "Shows records as they arrive: copies of what is published to an exchange, or what is in a queue.");
        _flags = new TailFlags(Command);
        Command.SetAction((result, _) => RunAsync(result));
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("zeek-amqp tail --exchange zeek --path conn,dns", "show what is published; nothing is taken away from anyone"),
        new("zeek-amqp tail --exchange zeek --filter 'id.resp_p == 443 && !service'", "show some of it"),
        new("zeek-amqp tail --peek test_queue --fields ts,uid,id.resp_h", "show what lies in a queue, and leave it there"),
        new("zeek-amqp tail --queue test_queue --count 100 --json", "take 100 records out of a queue and print them"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } =
    [
        new(ExitStatus.Success, "all that was asked for was shown"),
        new(ExitStatus.Incomplete, "fewer records than --count came, or the queue was lost"),
    ];

    private async Task<int> RunAsync(ParseResult result)
    {
        bool asTable = _flags.IsTable(result, _surroundings.IsOutputTerminal);
        TailRequest request = _flags.Read(result, _surroundings.Variable);
        using var interruption = new Interruption();
        interruption.Listen();
        var messages = new MessageArea(_surroundings.Error, isTerminal: false);
        IMessagePrinter printer = PrinterOf(request, asTable);
        // Printing can block for as long as the terminal is stopped: not on the thread that waits for the end.
        Task<int> run = Task.Run(() => Start(request, printer, messages, interruption.Stop));
        await Task.WhenAny(run, EndAsync(interruption.Stop)).ConfigureAwait(false);
        if (run.IsCompleted)
            return interruption.Status ?? await run.ConfigureAwait(false);
        return interruption.Status!.Value;
    }

    private Task<int> Start(TailRequest request, IMessagePrinter printer, MessageArea messages, CancellationToken stop)
    {
        request = request with { IsWordy = _surroundings.IsErrorTerminal };
        if (request.Queue is null)
            return new PeekRun(request, printer, messages).RunAsync(stop);
        return new TailRun(request, OpenAsync, printer, messages, _surroundings.Time).RunAsync(stop);

        Task<IMessageSource> OpenAsync(CancellationToken cancellation) => QueueConsumer.OpenAsync(
            request.Broker, request.Queue, request.Prefetch, text => messages.Write($"warning: {text}"), cancellation);
    }

    private IMessagePrinter PrinterOf(TailRequest request, bool asTable)
    {
        IReadOnlyList<string> fields = request.Choice.Fields;
        return (asTable, fields.Count > 0) switch
        {
            (true, false) => new TablePrinter(_surroundings.Output, _surroundings.Width, _surroundings.HasColours),
            (true, true) => new FieldTablePrinter(_surroundings.Output, fields, _surroundings.Width, _surroundings.HasColours),
            (false, false) => new BodyPrinter(_surroundings.Output),
            (false, true) => new MemberPrinter(_surroundings.Output, fields),
        };
    }

    private static async Task EndAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource();
        await using (stop.Register(stopped.SetResult).ConfigureAwait(false))
            await stopped.Task.ConfigureAwait(false);
        await Task.Delay(LongestEnd, CancellationToken.None).ConfigureAwait(false);
    }
}
