namespace ZeekAmqp.Core.Pipeline;

/// <summary>What became of the records of writers that had not finished when delivery was shut down.</summary>
/// <param name="Abandoned">Records that were given up: lost, as far as is known.</param>
/// <param name="Kept">Records that are in the spool, for the next process.</param>
public readonly record struct ShutdownOutcome(long Abandoned, long Kept)
{
    /// <summary>Of two engines together.</summary>
    public static ShutdownOutcome operator +(ShutdownOutcome one, ShutdownOutcome other) =>
        new(one.Abandoned + other.Abandoned, one.Kept + other.Kept);
}
