using System.Threading.Channels;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Messages as they come from a broker.</summary>
internal interface IMessageSource : IAsyncDisposable
{
    /// <summary>Where they come from, for people.</summary>
    string Description { get; }

    /// <summary>What came, in its order.</summary>
    /// <remarks>Ends with a <see cref="SourceException"/> in a <see cref="ChannelClosedException"/>, after all that came.</remarks>
    ChannelReader<QueueDelivery> Deliveries { get; }

    /// <summary>Tells the broker that all messages up to one have been shown.</summary>
    /// <exception cref="SourceException">The broker has gone; it does not know.</exception>
    Task AcknowledgeAsync(ulong tag);

    /// <summary>Whether so many messages wait in a queue of one's own that the broker drops some.</summary>
    /// <exception cref="SourceException">The broker has gone.</exception>
    Task<bool> IsOverflowingAsync();
}
