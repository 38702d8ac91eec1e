using System.Collections.Concurrent;
using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Cli.Tests.Fakes;

/// <summary>A broker that does with messages what a test says.</summary>
internal sealed class FakeBroker : IBroker
{
    public ConnectionCounts Connections => default;

    private volatile bool _isAway;

    /// <summary>Whether messages are confirmed; else nothing is heard of them.</summary>
    public bool Confirms { get; init; } = true;

    /// <summary>Whether messages come back because no queue is bound.</summary>
    public bool Returns { get; init; }

    /// <summary>Whether it cannot be connected to.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <summary>Bodies in the order in which they came.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>The log of each channel that was opened.</summary>
    public ConcurrentQueue<string> Paths { get; } = new();

    /// <summary>The routing keys of the messages, in the order in which they came.</summary>
    public ConcurrentQueue<string> RoutingKeys { get; } = new();

    /// <summary>The ids of the messages, in the order in which they came.</summary>
    public ConcurrentQueue<string> Ids { get; } = new();

    public IBodyCompressor? CreateCompressor(Compression compression) => null;

    public void ChangeTo(BrokerOptions options) => throw new NotSupportedException();

    public async Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation)
    {
        if (_isAway)
        {
            await Task.Delay(20, cancellation);
            throw new BrokerException(new BrokerFailure(FailureScope.Connection, "nobody is there"));
        }

        Paths.Enqueue(route.Path);
        return new Channel(this, listener, new AddressTemplate(route.Target), route.WriterInstance);
    }

    public ValueTask DisposeAsync() => default;

    private sealed class Channel(FakeBroker broker, IChannelListener listener, AddressTemplate addresses, string instance) : IPublishChannel
    {
        private ulong _tag;

        public ValueTask PublishAsync(OutboundMessage message, CancellationToken cancellation)
        {
            broker.RoutingKeys.Enqueue(addresses.At(message.Values.Span, addresses.PartitionOf(message.Sequence)).RoutingKey);
            broker.Bodies.Enqueue(Encoding.UTF8.GetString(message.Body.Span));
            broker.Ids.Enqueue(FormattableString.Invariant($"{instance}-{message.Sequence}"));
            _tag++;
            if (broker.Returns)
                listener.OnReturned(message.Sequence, "312 NO_ROUTE");
            if (broker.Confirms)
                listener.OnConfirmed(_tag, multiple: false);
            return default;
        }

        public void GiveUpConnection(BrokerFailure failure)
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
