using System.Collections.Concurrent;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Counts the records that were handed to a connection at least once. Thread-safe.</summary>
/// <remarks>
/// The delivery's own counter counts repetitions too. A writer's messages go out in the order of their sequence numbers, those that
/// are repeated first: so those with a number above all before them go out for the first time.
/// </remarks>
internal sealed class HandoverCounter
{
    private readonly ConcurrentDictionary<string, Progress> _progress = new();

    /// <summary>Records of all writers.</summary>
    public long Count => _progress.Values.Sum(progress => progress.Records);

    /// <summary>Counts what goes through a broker.</summary>
    public IBroker Watch(IBroker broker) => new Broker(broker, this);

    private sealed class Broker(IBroker inner, HandoverCounter counter) : IBroker
    {
        public ConnectionCounts Connections => inner.Connections;

        public IBodyCompressor? CreateCompressor(Compression compression) => inner.CreateCompressor(compression);

        public void ChangeTo(BrokerOptions options) => inner.ChangeTo(options);

        public async Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation)
        {
            Progress progress = counter._progress.GetOrAdd(route.WriterInstance, _ => new Progress());
            return new Channel(await inner.OpenChannelAsync(route, listener, cancellation).ConfigureAwait(false), progress);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Channel(IPublishChannel inner, Progress progress) : IPublishChannel
    {
        public ValueTask PublishAsync(OutboundMessage message, CancellationToken cancellation)
        {
            progress.Note(message);
            return inner.PublishAsync(message, cancellation);
        }

        public void GiveUpConnection(BrokerFailure failure) => inner.GiveUpConnection(failure);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    // One delivery loop publishes on a channel, and on a writer's channels one after the other.
    private sealed class Progress
    {
        private ulong _highest;
        private long _records;

        public long Records => Volatile.Read(ref _records);

        public void Note(in OutboundMessage message)
        {
            if (message.Sequence <= _highest)
                return;
            _highest = message.Sequence;
            if (message.Form != BodyForm.Schema)
                Volatile.Write(ref _records, _records + message.Records);
        }
    }
}
