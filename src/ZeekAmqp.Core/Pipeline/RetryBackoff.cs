namespace ZeekAmqp.Core.Pipeline;

/// <summary>How long to wait before the next attempt: doubling, bounded, and spread so that many clients do not come at once.</summary>
public sealed class RetryBackoff(TimeSpan first, TimeSpan longest, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private int _failures;

    /// <summary>The waits between attempts to use a broker, be it for a connection or for a channel: from 250 ms to 10 s.</summary>
    public static RetryBackoff ForBroker() => new(First, Longest, Random.Shared);

    /// <summary>The wait after one more failure: between half and all of first · 2^n.</summary>
    public TimeSpan Next()
    {
        double full = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 30)), longest.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + (random.NextDouble() / 2)));
    }

    /// <summary>It worked: the next failure starts over.</summary>
    public void Reset() => _failures = 0;
}
