using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tail;

/// <summary>What to show of which messages.</summary>
/// <param name="Broker">Where they are.</param>
/// <param name="Choice">Which records are shown.</param>
/// <param name="Count">How many of these; null for all that come.</param>
/// <param name="Timeout">How long; null for ever.</param>
internal sealed record TailRequest(BrokerOptions Broker, RecordChoice Choice, long? Count, TimeSpan? Timeout)
{
    // Enough to keep the connection busy; what is fetched and not shown goes back to the queue.
    private const int MaxPrefetch = 256;

    /// <summary>Which queue they come from; null to look into <see cref="Peek"/>.</summary>
    public IQueueChoice? Queue { get; init; }

    /// <summary>Name of the queue that messages are looked at in, and put back.</summary>
    public string Peek { get; init; } = "";

    /// <summary>What a user has to know when the first message comes out of a queue, which nobody else gets then; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether somebody reads how it goes: <see cref="Note"/>, and what is listened to.</summary>
    public bool IsWordy { get; init; }

    /// <summary>How many messages may be on their way here.</summary>
    public ushort Prefetch => (ushort)(Choice.IsAll ? Math.Min(Count ?? MaxPrefetch, MaxPrefetch) : MaxPrefetch);
}
