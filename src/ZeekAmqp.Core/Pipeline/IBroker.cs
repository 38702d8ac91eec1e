using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>The seam between delivery, which knows no protocol, and the protocol, which knows no retry of messages.</summary>
public interface IBroker : IAsyncDisposable
{
    /// <summary>How it is connected to now. Any thread; does not wait.</summary>
    ConnectionCounts Connections { get; }

    /// <summary>Makes what compresses one writer's messages in a way that the protocol has a name for; null for none.</summary>
    IBodyCompressor? CreateCompressor(Compression compression);

    /// <summary>
    /// The broker is reached otherwise from now on: channels that are opened after this are on new connections. Those that are open stay so
    /// for as long as they are used, but no longer than some seconds. Does not wait.
    /// </summary>
    /// <param name="options">How; as many connections as before.</param>
    void ChangeTo(BrokerOptions options);

    /// <summary>
    /// Opens a channel for one writer, connecting first if need be, and declares what the target asks for.
    /// </summary>
    /// <param name="route">Whose messages, and where they go.</param>
    /// <param name="listener">Hears of outcomes; called on the connection's threads, also after the channel was disposed of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BrokerException">
    /// It could not be opened. Attempts to connect are spaced out here, over all writers of a connection.
    /// </exception>
    Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation);
}

/// <summary>A way into the broker that belongs to one delivery loop.</summary>
public interface IPublishChannel : IAsyncDisposable
{
    /// <summary>
    /// Hands a message to the connection. Returning says nothing of its arrival: that is the listener's to hear. The first message
    /// of a channel has the delivery tag 1, the next 2, and so on.
    /// </summary>
    /// <remarks>The body has to stay as it is until the returned task has completed.</remarks>
    /// <exception cref="BrokerException">
    /// The channel is of no use any more; or, of scope <see cref="FailureScope.Message"/>, this message has no place to go to, was not published,
    /// and takes no delivery tag.
    /// </exception>
    ValueTask PublishAsync(OutboundMessage message, CancellationToken cancellation);

    /// <summary>The connection behind this channel is of no use: the next channel needs a new one. Does not wait.</summary>
    void GiveUpConnection(BrokerFailure failure);
}

/// <summary>Hears what becomes of a channel's messages. Must return at once and never throw.</summary>
public interface IChannelListener
{
    /// <summary>The broker has taken responsibility for a message, or for all up to it.</summary>
    void OnConfirmed(ulong deliveryTag, bool multiple);

    /// <summary>The broker could not take responsibility for a message, or for all up to it.</summary>
    void OnNacked(ulong deliveryTag, bool multiple);

    /// <summary>No queue is bound for a message; its confirm follows.</summary>
    void OnReturned(ulong sequence, string reason);

    /// <summary>The broker asks to pause (a memory or disk alarm), or not to any more.</summary>
    void OnBlocked(bool isBlocked, string reason);

    /// <summary>The channel or its connection has ended. Called at most once.</summary>
    void OnClosed(BrokerFailure failure);
}

/// <summary>What a channel needs to know of the writer whose messages it carries.</summary>
/// <param name="Target">Exchange, routing key, queue, properties, with no other places left than those that each message fills in itself.</param>
/// <param name="Path">The log's path.</param>
/// <param name="WriterInstance">Unique to this writer in this process; with a sequence number, the messages' id.</param>
public sealed record MessageRoute(PublishTarget Target, string Path, string WriterInstance)
{
    /// <summary>
    /// Which of the broker's connections carries them, 0 to <see cref="BrokerOptions.Connections"/> - 1: always the same one, so that their
    /// order is kept.
    /// </summary>
    public int Connection { get; init; }

    /// <summary>The route of messages that wait on disk.</summary>
    internal static MessageRoute Of(SpoolRoute kept) => new(kept.Target, kept.Path, kept.WriterInstance);

    /// <summary>What of it a later process needs.</summary>
    internal SpoolRoute ForSpool() => new(Target, Path, WriterInstance);
}
