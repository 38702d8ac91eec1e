namespace ZeekAmqp.Cli.Stats;

/// <summary>A log in the view.</summary>
/// <param name="Key">Which.</param>
/// <param name="Node">Where its node tells of it; empty for all nodes together.</param>
/// <param name="Totals">Its numbers.</param>
/// <param name="Rates">Its rates; null before there are two readings.</param>
internal sealed record LogRow(LogKey Key, string Node, LogTotals Totals, LogRates? Rates)
{
    /// <summary>This and another, under this one's name. Changes the numbers of this one.</summary>
    public LogRow Plus(LogRow other)
    {
        Totals.Add(other.Totals);
        if (other.Rates is null)
            return this;
        LogRates rates = Rates ?? new LogRates();
        rates.Add(other.Rates);
        return this with { Rates = rates };
    }
}
