using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>What a writer's listener hears.</summary>
public sealed class SettlementListenerTests : IAsyncDisposable, ISettlementListener
{
    private readonly Bench _bench = new();
    private readonly List<(ulong Sequence, bool IsConfirmed)> _heard = [];

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    void ISettlementListener.OnSettled(ulong sequence, bool isConfirmed)
    {
        lock (_heard)
            _heard.Add((sequence, isConfirmed));
    }

    [Fact]
    public async Task Each_message_is_settled_once_when_its_outcome_is_final()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open(new RawOption("unroutable", "drop"));
        Bench.Submit(writer, "a", "b", "c");
        await Bench.Until(() => writer.Counters.Published == 3);
        IChannelListener listener = _bench.Broker.ChannelOf("heard").Listener;
        listener.OnConfirmed(3, multiple: false);
        listener.OnReturned(2, "312 NO_ROUTE");
        listener.OnConfirmed(2, multiple: false);
        listener.OnNacked(1, multiple: false);
        await Bench.Until(() => writer.Counters is { Confirmed: 1, Unroutable: 1, Retried: 1 });
        Assert.Equal([(3, true), (2, false)], Heard());

        await Bench.Until(() => writer.Counters.Published == 4, _bench.Tick);
        _bench.Broker.ChannelOf("heard").Listener.OnConfirmed(1, multiple: false);

        await Bench.Until(() => writer.Counters.Confirmed == 2);
        await Bench.Until(() => Heard().Length == 3);
        Assert.Equal([(3, true), (2, false), (1, true)], Heard());
    }

    [Theory]
    [InlineData("test_queue")]
    [InlineData("{field:id}")]
    public async Task Flush_tells_which_message_is_the_last_of_what_was_submitted(string routingKey)
    {
        LogWriter writer = Open(new("batch_max_records", "10"), new("batch_max_delay", "60"), new("routing_key", routingKey), new("queue_name", ""));
        Assert.Equal(0UL, writer.Flush());
        Bench.Submit(writer, """{"test": {"id":"x"}}""", """{"test": {"id":"x"}}""");

        Assert.Equal(1UL, writer.Flush());
        Assert.Equal(1UL, writer.Flush());
        await Bench.Until(() => Heard().Length == 1);
        Assert.Equal([(1, true)], Heard());
    }

    private LogWriter Open(params RawOption[] options)
    {
        // The bench's own writer is of no use here, but its engine is.
        _bench.Open();
        return _bench.Engine.OpenWriter(new LogSchema("heard"), OptionParser.Parse([new("spool_dir", ""), .. options]), listener: this);
    }

    private (ulong Sequence, bool IsConfirmed)[] Heard()
    {
        lock (_heard)
            return [.. _heard];
    }
}
