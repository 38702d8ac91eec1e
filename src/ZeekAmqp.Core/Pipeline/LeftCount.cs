using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>Where records that were left on disk are counted.</summary>
/// <param name="Totals">The sums that they belong to.</param>
/// <param name="Counters">
/// Of what a writer of this process left, that writer's own, so that a record is accepted once and confirmed once in its log's sums.
/// </param>
internal sealed record LeftCount(LogTotals Totals, WriterCounters Counters)
{
    /// <summary>Begins to count what an earlier process left. From now on it shows, though it may have to wait for its turn to be sent.</summary>
    public static LeftCount OfEarlier(SpoolStore store, LogBook logs)
    {
        LogTotals totals = logs.Of(store.Route.Path, LogTotals.Left);
        WriterCounters counters = totals.Open();
        counters.AddLeft(store.Records, store.CorruptRecords, store.Created.ToUnixTimeSeconds());
        return new LeftCount(totals, counters);
    }

    /// <summary>All of it is settled.</summary>
    public void Close() => Totals.Close(Counters);
}
