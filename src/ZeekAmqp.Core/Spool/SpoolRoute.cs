namespace ZeekAmqp.Core.Spool;

/// <summary>Where a lane's messages go and whose they are: what a later process needs to deliver them.</summary>
/// <param name="Exchange">See <c>PublishTarget</c>.</param>
/// <param name="RoutingKey">See <c>PublishTarget</c>.</param>
/// <param name="QueueName">See <c>PublishTarget</c>.</param>
/// <param name="Path">The log's path.</param>
/// <param name="WriterInstance">With a message's sequence number, its id.</param>
public sealed record SpoolRoute(string Exchange, string RoutingKey, string QueueName, string Path, string WriterInstance)
{
    /// <summary>See <c>PublishTarget</c>.</summary>
    public bool IsPersistent { get; init; } = true;

    /// <summary>See <c>PublishTarget</c>.</summary>
    public int Partitions { get; init; } = 1;
}
