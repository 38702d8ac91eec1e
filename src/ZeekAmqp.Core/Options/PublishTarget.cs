using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Options;

/// <summary>Where a writer's messages go inside the broker, and how they are marked there.</summary>
/// <param name="Exchange">The exchange, a template; empty for the default one, which routes by queue name.</param>
/// <param name="RoutingKey">The routing key, a template; <c>{partition}</c> in it stands for the number of a message's partition.</param>
/// <param name="QueueName">The queue to make sure of, a template; empty for none.</param>
public sealed record PublishTarget(string Exchange, string RoutingKey, string QueueName)
{
    /// <summary>What in a routing key is replaced by the number of the message's partition.</summary>
    public const string PartitionPlace = "{partition}";

    /// <summary>The most partitions that there may be: each channel holds the routing keys of all.</summary>
    public const int MaxPartitions = 4096;

    /// <summary>Over how many routing keys the messages are spread, 1 to <see cref="MaxPartitions"/>.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>Whether a queue is to keep the messages over a restart of the broker.</summary>
    public bool IsPersistent { get; init; } = true;

    /// <summary>What the messages are marked with.</summary>
    public MessageProperties Properties { get; init; } = new();

    /// <summary>What exchange and queue are made as.</summary>
    public TopologyOptions Topology { get; init; } = new();

    /// <summary>The routing key of one partition's messages.</summary>
    /// <param name="partition">0 to <see cref="Partitions"/> - 1: a message's sequence number modulo <see cref="Partitions"/>.</param>
    public string RoutingKeyOf(int partition) => NameTemplate.Parse(RoutingKey).Render(partition);

    /// <summary>The target as people read it.</summary>
    public override string ToString()
    {
        string key = Partitions > 1 ? $"routing key '{RoutingKey}' (partitions 0 to {Partitions - 1})" : $"routing key '{RoutingKeyOf(0)}'";
        return Exchange.Length == 0 ? key : $"exchange '{NameTemplate.Parse(Exchange).Render()}', {key}";
    }
}
