namespace ZeekAmqp.Cli.LogFiles;

/// <summary>The records of a span of time, by one of their fields.</summary>
/// <param name="Since">The first moment, in seconds since 1970.</param>
/// <param name="Until">The first moment after it.</param>
internal sealed record TimeRange(double Since, double Until)
{
    /// <summary>All time.</summary>
    public static readonly TimeRange All = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether a moment is in it. What is no number is: nothing is known against it.</summary>
    public bool Has(double seconds) => !(seconds < Since) && !(seconds >= Until);
}
