using ZeekAmqp.Cli.Management;

namespace ZeekAmqp.Cli.Stats;

/// <summary>The broker in the view.</summary>
internal sealed record BrokerState
{
    /// <summary>Where its management API is.</summary>
    public required string Place { get; init; }

    /// <summary>Why it could not be read, in one line for people; null if it could.</summary>
    public string? Trouble { get; init; }

    /// <summary>The broker as a whole; null if it could not be read.</summary>
    public BrokerOverview? Overview { get; init; }

    /// <summary>Its nodes; null if the user may not see them.</summary>
    public IReadOnlyList<NodeState>? Nodes { get; init; }

    /// <summary>The queues that were asked for, or all that the vhost has.</summary>
    public IReadOnlyList<QueueState> Queues { get; init; } = [];

    /// <summary>What else could not be read: nodes, queues.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What blocks publishers, or will: alarms, nodes that are down. For people.</summary>
    public IReadOnlyList<string> Alarms => [.. (Nodes ?? []).SelectMany(AlarmsOf)];

    private static IEnumerable<string> AlarmsOf(NodeState node)
    {
        if (!node.IsRunning)
            yield return $"node {node.Name} is down";
        if (node.HasMemoryAlarm)
            yield return $"memory alarm at {node.Name}: publishers are blocked";
        if (node.HasDiskAlarm)
            yield return $"disk alarm at {node.Name}: publishers are blocked";
        if (node.Partitions.Count > 0)
            yield return $"{node.Name} has lost sight of {string.Join(", ", node.Partitions)}";
    }
}
