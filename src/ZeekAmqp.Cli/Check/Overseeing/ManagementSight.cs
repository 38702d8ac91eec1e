using ZeekAmqp.Cli.Management;

namespace ZeekAmqp.Cli.Check.Overseeing;

/// <summary>What the management API tells, as far as it does.</summary>
internal sealed record ManagementSight
{
    /// <summary>Where it is, for people.</summary>
    public required string Place { get; init; }

    /// <summary>Why it does not answer, with what to do; null if it does.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether nobody answers there at all.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>As whom it takes us; null if it does not say.</summary>
    public UserIdentity? User { get; init; }

    /// <summary>The exchange; null if there is none, or it does not say.</summary>
    public ExchangeState? Exchange { get; init; }

    /// <summary>What is bound to the exchange; null if it does not say.</summary>
    public IReadOnlyList<BindingState>? Bindings { get; init; }

    /// <summary>The nodes; null if it does not say.</summary>
    public IReadOnlyList<NodeState>? Nodes { get; init; }

    /// <summary>Why it says nothing of the nodes; null if it does.</summary>
    public string? NodesFailure { get; init; }

    /// <summary>How far the broker's clock is ahead; null if it does not say.</summary>
    public ClockDifference? Clock { get; init; }
}
