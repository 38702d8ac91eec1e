using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Turns what happens to one writer into few messages: one for each change of state, and counts of losses once a minute.
/// </summary>
/// <remarks>What happens to the connection is the broker's to report, once for all writers. Belongs to the delivery loop.</remarks>
internal sealed class LaneReporter(DiagnosticQueue diagnostics, WriterCounters counters, MessageRoute route, TimeProvider time)
{
    private static readonly TimeSpan LossInterval = TimeSpan.FromMinutes(1);

    private string? _reportedFailure;
    private string? _returnReason;
    private long _reportedFull;
    private long _reportedRejected;
    private long _reportedMalformed;
    private long _lastLossReport = -1;

    /// <summary>The channel cannot be used. Repeated only after it could be, or with another reason.</summary>
    public void ReportFailure(BrokerFailure failure)
    {
        if (failure.Scope != FailureScope.Channel || failure.Text == _reportedFailure)
            return;
        _reportedFailure = failure.Text;
        diagnostics.Add(
            DiagnosticLevel.Error,
            $"log '{route.Path}' cannot be delivered, its records wait in memory and it is tried again: {failure.Text}");
    }

    /// <summary>A message was confirmed.</summary>
    public void ReportDelivery()
    {
        if (_reportedFailure is null)
            return;
        _reportedFailure = null;
        diagnostics.Add(DiagnosticLevel.Info, $"log '{route.Path}' is delivered again: {route.Target}");
    }

    /// <summary>Keeps why messages come back, for the next report of losses.</summary>
    public void NoteReturn(string reason) => _returnReason = reason;

    /// <summary>Says how many records were lost since the last such report, at most once a minute unless <paramref name="final"/>.</summary>
    public void ReportLosses(bool final)
    {
        long full = counters.RefusedFull - _reportedFull;
        long rejected = counters.Rejected - _reportedRejected;
        long malformed = counters.RefusedMalformed - _reportedMalformed;
        if (full + rejected + malformed == 0)
            return;
        if (!final && _lastLossReport >= 0 && time.GetElapsedTime(_lastLossReport) < LossInterval)
            return;

        _lastLossReport = time.GetTimestamp();
        _reportedFull += full;
        _reportedRejected += rejected;
        _reportedMalformed += malformed;
        if (full > 0)
            Lost(full, counters.RefusedFull, "the queue was full while the broker did not take them; let the broker come back or raise max_queue_bytes");
        if (rejected > 0)
            Lost(rejected, counters.Rejected, $"the broker has no queue for {route.Target} ({_returnReason}); bind one or set queue_name");
        if (malformed > 0)
            Lost(malformed, counters.RefusedMalformed, "they did not match the log's fields or were too large");
    }

    private void Lost(long count, long sum, string why)
    {
        string soFar = sum == count ? "" : $" ({sum} in all)";
        diagnostics.Add(DiagnosticLevel.Error, $"{Quantity.Records(count)} of log '{route.Path}' lost{soFar}: {why}");
    }
}
