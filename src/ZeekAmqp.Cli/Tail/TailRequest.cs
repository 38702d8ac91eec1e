using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tail;

/// <summary>What to show of which queue.</summary>
/// <param name="Broker">Where the queue is.</param>
/// <param name="Queue">Its name.</param>
/// <param name="Count">How many messages; null for all that come.</param>
/// <param name="Timeout">How long; null for ever.</param>
internal sealed record TailRequest(BrokerOptions Broker, string Queue, long? Count, TimeSpan? Timeout)
{
    // Enough to keep the connection busy; what is fetched and not shown goes back to the queue.
    private const int MaxPrefetch = 256;

    /// <summary>How many messages may be on their way here.</summary>
    public ushort Prefetch => (ushort)Math.Min(Count ?? MaxPrefetch, MaxPrefetch);
}
