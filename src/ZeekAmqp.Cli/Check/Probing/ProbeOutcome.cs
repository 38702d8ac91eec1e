namespace ZeekAmqp.Cli.Check.Probing;

/// <summary>What became of one message.</summary>
internal sealed record ProbeOutcome
{
    /// <summary>How long it took until the broker confirmed it; null if it did not.</summary>
    public TimeSpan? ConfirmTime { get; init; }

    /// <summary>Why it came back, in the broker's words; null if it did not.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>Why the broker asked to pause; null if it did not.</summary>
    public string? BlockedReason { get; init; }

    /// <summary>What went wrong otherwise, with what to do; null if nothing did.</summary>
    public string? Failure { get; init; }
}
