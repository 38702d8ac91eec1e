using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Passes everything on, and tells why channels have ended.</summary>
internal sealed class WatchedBroker(IBroker broker, Action<BrokerFailure> closed) : IBroker
{
    public ConnectionCounts Connections => broker.Connections;

    public IBodyCompressor? CreateCompressor(Compression compression) => broker.CreateCompressor(compression);

    public void ChangeTo(BrokerOptions options) => broker.ChangeTo(options);

    public Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation) =>
        broker.OpenChannelAsync(route, new Listener(listener, closed), cancellation);

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    private sealed class Listener(IChannelListener listener, Action<BrokerFailure> closed) : IChannelListener
    {
        public void OnConfirmed(ulong deliveryTag, bool multiple) => listener.OnConfirmed(deliveryTag, multiple);

        public void OnNacked(ulong deliveryTag, bool multiple) => listener.OnNacked(deliveryTag, multiple);

        public void OnReturned(ulong sequence, string reason) => listener.OnReturned(sequence, reason);

        public void OnBlocked(bool isBlocked, string reason) => listener.OnBlocked(isBlocked, reason);

        public void OnClosed(BrokerFailure failure)
        {
            closed(failure);
            listener.OnClosed(failure);
        }
    }
}
