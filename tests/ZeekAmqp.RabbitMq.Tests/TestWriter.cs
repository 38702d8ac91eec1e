using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A writer on the whole path to a real broker, with a queue of its own.</summary>
internal sealed class TestWriter : IAsyncDisposable
{
    private readonly EngineRegistry _engines;
    private readonly ConcurrentQueue<BrokerFailure> _closed = new();
    private readonly List<Diagnostic> _told = [];
    private readonly List<RawOption> _options;

    /// <summary>A writer to the shared broker.</summary>
    public TestWriter(BrokerFixture broker, params RawOption[] options)
        : this([new("hostname", broker.Host), new("amqp_port", $"{broker.Port}"), .. options])
    {
    }

    /// <summary>A writer to where the options say.</summary>
    public TestWriter(params RawOption[] options)
        : this("test", options)
    {
    }

    /// <summary>A writer of another log.</summary>
    public TestWriter(string path, RawOption[] options)
    {
        _options = [new("queue_name", Queue), new("routing_key", Queue), new("spool_dir", ""), .. options];
        WriterOptions parsed = OptionParser.Parse(_options);
        _engines = new EngineRegistry((broker, diagnostics) => new WatchedBroker(RabbitMqBroker.Create(broker, diagnostics), _closed.Enqueue), TimeProvider.System);
        Writer = _engines.Get(parsed.Broker).OpenWriter(new LogSchema(path), parsed);
    }

    public string Queue { get; } = $"test-{Guid.NewGuid():N}";

    public LogWriter Writer { get; }

    /// <summary>Why its channels have ended, so far.</summary>
    public IReadOnlyCollection<BrokerFailure> Closed => _closed;

    /// <summary>All messages to the person who runs it, so far.</summary>
    public IReadOnlyList<Diagnostic> Told
    {
        get
        {
            while (Writer.TryTakeDiagnostic(out Diagnostic diagnostic))
                _told.Add(diagnostic);
            return _told;
        }
    }

    public static string Body(int number) => "{\"test\": {\"n\":" + number + "}}";

    public void Submit(int first, int count)
    {
        for (int i = first; i < first + count; i++)
            Assert.Equal(SubmitOutcome.Accepted, Writer.Submit(Encoding.UTF8.GetBytes(Body(i))));
    }

    /// <summary>Changes options while it is open.</summary>
    public void Change(params RawOption[] changed)
    {
        _options.AddRange(changed);
        _engines.Change(_options);
    }

    public async ValueTask DisposeAsync()
    {
        await _engines.ShutdownAsync(TimeSpan.Zero);
        Writer.Close();
    }

    /// <summary>Waits for a message that contains these words; returns its text.</summary>
    public async Task<string> UntilToldAsync(string words)
    {
        bool IsIt(Diagnostic told) => told.Text.Contains(words, StringComparison.Ordinal);
        await UntilAsync(() => Told.Any(IsIt), () => $"a message with '{words}', only: {string.Join(" | ", Told)}");
        return Told.First(IsIt).Text;
    }

    /// <summary>Sends one record more and waits until all are confirmed.</summary>
    public async Task DeliverAsync(int number)
    {
        Submit(number, 1);
        await UntilAsync(() => Writer.Counters.Outstanding == 0, () => $"all confirmed, only: {string.Join(" | ", Told)}");
    }

    /// <summary>Waits for what the broker does; the bound only ends a test that has failed.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(condition, () => what);

    private static async Task UntilAsync(Func<bool> condition, Func<string> what)
    {
        for (int i = 0; i < 6000; i++)
        {
            if (condition())
                return;
            await Task.Delay(10);
        }

        Assert.Fail($"within a minute, not: {what()}");
    }

    /// <summary>Takes all messages that wait in a queue.</summary>
    public static Task<List<BasicGetResult>> TakeAllAsync(BrokerFixture broker, string queue) => TakeAllAsync(broker.Uri, queue);

    /// <inheritdoc cref="TakeAllAsync(BrokerFixture, string)"/>
    public static async Task<List<BasicGetResult>> TakeAllAsync(Uri broker, string queue)
    {
        await using IConnection connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        var taken = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            taken.Add(message);
        await channel.QueueDeleteAsync(queue);
        return taken;
    }
}
