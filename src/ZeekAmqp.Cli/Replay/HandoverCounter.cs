using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Counts the messages that were handed to a connection at least once. Thread-safe.</summary>
/// <remarks>
/// The delivery's own counter counts repetitions too. A writer's messages go out in the order of their sequence numbers, those that
/// are repeated first: so the highest number that went out says how many did.
/// </remarks>
internal sealed class HandoverCounter
{
    private readonly ConcurrentDictionary<string, StrongBox<ulong>> _highest = new();

    /// <summary>Messages of all writers.</summary>
    public long Count => _highest.Values.Sum(highest => (long)Volatile.Read(ref highest.Value));

    /// <summary>Counts what goes through a broker.</summary>
    public IBroker Watch(IBroker broker) => new Broker(broker, this);

    private sealed class Broker(IBroker inner, HandoverCounter counter) : IBroker
    {
        public async Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation)
        {
            StrongBox<ulong> highest = counter._highest.GetOrAdd(route.WriterInstance, _ => new StrongBox<ulong>());
            return new Channel(await inner.OpenChannelAsync(route, listener, cancellation).ConfigureAwait(false), highest);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Channel(IPublishChannel inner, StrongBox<ulong> highest) : IPublishChannel
    {
        public ValueTask PublishAsync(OutboundMessage message, CancellationToken cancellation)
        {
            // One delivery loop publishes on a channel, and on a writer's channels one after the other.
            if (message.Sequence > highest.Value)
                Volatile.Write(ref highest.Value, message.Sequence);
            return inner.PublishAsync(message, cancellation);
        }

        public void GiveUpConnection(BrokerFailure failure) => inner.GiveUpConnection(failure);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
