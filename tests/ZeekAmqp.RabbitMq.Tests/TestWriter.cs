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
    private readonly EngineRegistry _engines = new(RabbitMqBroker.Create, TimeProvider.System);
    private readonly List<Diagnostic> _told = [];

    public TestWriter(BrokerFixture broker, params RawOption[] options)
    {
        RawOption[] all =
        [
            new("hostname", broker.Host), new("amqp_port", $"{broker.Port}"), new("queue_name", Queue), new("routing_key", Queue), .. options,
        ];
        WriterOptions parsed = OptionParser.Parse(all);
        Writer = _engines.Get(parsed.Broker).OpenWriter(new LogSchema("test"), parsed);
    }

    public string Queue { get; } = $"test-{Guid.NewGuid():N}";

    public LogWriter Writer { get; }

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
            Assert.True(Writer.TrySubmit(Encoding.UTF8.GetBytes(Body(i))));
    }

    public async ValueTask DisposeAsync()
    {
        await _engines.ShutdownAsync(TimeSpan.Zero);
        Writer.Close();
    }

    /// <summary>Waits for what the broker does; the bound only ends a test that has failed.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (int i = 0; i < 6000; i++)
        {
            if (condition())
                return;
            await Task.Delay(10);
        }

        Assert.Fail($"within a minute, not: {what}");
    }

    /// <summary>Takes all messages that wait in a queue.</summary>
    public static async Task<List<BasicGetResult>> TakeAllAsync(BrokerFixture broker, string queue)
    {
        await using IConnection connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        var taken = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            taken.Add(message);
        await channel.QueueDeleteAsync(queue);
        return taken;
    }
}
