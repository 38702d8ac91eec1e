namespace ZeekAmqp.Cli.Stats;

/// <summary>Makes rates of one node's counters: of two readings each. One thread.</summary>
internal sealed class RateMeter
{
    private IReadOnlyDictionary<LogKey, LogTotals>? _before;
    private TimeSpan _beforeAt;

    /// <summary>Takes the next reading.</summary>
    /// <param name="logs">All logs of the node.</param>
    /// <param name="at">When, by a clock that only goes on.</param>
    /// <returns>The rates since the reading before, of the logs that are there now; null where there was none.</returns>
    public IReadOnlyDictionary<LogKey, LogRates>? Next(IReadOnlyDictionary<LogKey, LogTotals> logs, TimeSpan at)
    {
        IReadOnlyDictionary<LogKey, LogTotals>? before = _before;
        double seconds = (at - _beforeAt).TotalSeconds;
        _before = logs;
        _beforeAt = at;
        if (before is null || seconds <= 0)
            return null;
        // A log that was not there before has counted from 0.
        return logs.ToDictionary(log => log.Key, log => Rates(before.GetValueOrDefault(log.Key) ?? new LogTotals(), log.Value, seconds));
    }

    private static LogRates Rates(LogTotals before, LogTotals now, double seconds)
    {
        var rates = new LogRates();
        foreach (LogCounter counter in Enum.GetValues<LogCounter>())
            rates[counter] = Growth(before[counter], now[counter]) / seconds;
        rates.Dropped = now.Dropped.Sum(drop => Growth(before.Dropped.GetValueOrDefault(drop.Key), drop.Value)) / seconds;
        return rates;
    }

    // A counter that fell was begun anew, by another process: all that it has is new.
    private static double Growth(long before, long now) => now >= before ? now - before : now;
}
