using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Turns what happens to one writer into few messages: one for each change of state, and counts of losses once a minute.
/// </summary>
/// <remarks>
/// What was lost before it was made has been told: the counters of what a writer left go on from where it ended. What happens to the connection is
/// the broker's to report, once for all writers. Belongs to the delivery loop.
/// </remarks>
internal sealed class LaneReporter(DiagnosticQueue diagnostics, WriterCounters counters, MessageRoute route, TimeProvider time)
{
    private static readonly TimeSpan LossInterval = TimeSpan.FromMinutes(1);

    private string? _reportedFailure;
    private string _returnReason = "";
    private string _tooLarge = "";
    private long _full = counters.RefusedFull;
    private long _oldest = counters.DroppedOldest;
    private long _unroutable = counters.Unroutable;
    private long _large = counters.TooLarge;
    private long _corrupt = counters.Corrupt;
    private long _malformed = counters.RefusedMalformed;
    private long _reportedInAll = counters.Lost;
    private long _lastLossReport = -1;

    /// <summary>The channel cannot be used. Repeated only after it could be, or with another reason.</summary>
    public void ReportFailure(BrokerFailure failure)
    {
        if (failure.Scope != FailureScope.Channel || failure.Text == _reportedFailure)
            return;
        _reportedFailure = failure.Text;
        diagnostics.Add(
            DiagnosticLevel.Error,
            $"log '{route.Path}' cannot be delivered, its records are kept and it is tried again: {failure.Text}");
    }

    /// <summary>A message was confirmed.</summary>
    public void ReportDelivery()
    {
        if (_reportedFailure is null)
            return;
        _reportedFailure = null;
        diagnostics.Add(DiagnosticLevel.Info, $"log '{route.Path}' is delivered again: {route.Target}");
    }

    /// <summary>Keeps why messages come back, for the next report.</summary>
    public void NoteReturn(string reason) => _returnReason = reason;

    /// <summary>Keeps the size of a message that the broker does not take, for the next report of losses.</summary>
    public void NoteTooLarge(in OutboundMessage message, long limit) => _tooLarge = message.Records == 1
        ? $"one has {message.Length} bytes, and the broker's limit is {limit}; raise max_message_size of the broker"
        : $"{message.Records} in one message have {message.Length} bytes, and the broker's limit is {limit}; lower batch_max_bytes, or raise max_message_size of the broker";

    /// <summary>What it means for the writer that messages came back.</summary>
    public BrokerFailure Unroutable() =>
        new(FailureScope.Channel, $"the broker has no queue for {route.Target} ({_returnReason}); bind one or set queue_name");

    /// <summary>What it means for the writer that messages were refused.</summary>
    public BrokerFailure Nacked() =>
        new(FailureScope.Channel, $"the broker refuses messages for {route.Target} (basic.nack); look whether a queue is full or its node has failed");

    /// <summary>Says how many records were lost since the last such report, at most once a minute unless <paramref name="final"/>.</summary>
    public void ReportLosses(bool final)
    {
        if (counters.Lost == _reportedInAll || (!final && _lastLossReport >= 0 && time.GetElapsedTime(_lastLossReport) < LossInterval))
            return;
        _lastLossReport = time.GetTimestamp();
        _reportedInAll = counters.Lost;
        Report(ref _full, counters.RefusedFull, "there was no room while the broker did not take them; let it come back, or raise max_spool_bytes or max_queue_bytes");
        Report(ref _oldest, counters.DroppedOldest, "they were the oldest when there was no room; let the broker come back, or raise max_spool_bytes or max_queue_bytes");
        Report(ref _unroutable, counters.Unroutable, $"the broker has no queue for {route.Target} ({_returnReason}); bind one or set queue_name");
        Report(ref _large, counters.TooLarge, _tooLarge);
        Report(ref _corrupt, counters.Corrupt, "the spool could not be read back where they were; look after the disk");
        Report(ref _malformed, counters.RefusedMalformed, "they did not match the log's fields or were too large");
    }

    private void Report(ref long reported, long sum, string why)
    {
        long count = sum - reported;
        if (count <= 0)
            return;
        reported = sum;
        string soFar = sum == count ? "" : $" ({sum} in all)";
        var diagnostic = new Diagnostic(DiagnosticLevel.Error, $"{Quantity.Records(count)} of log '{route.Path}' lost{soFar}: {why}");
        diagnostics.Add(diagnostic.As(DiagnosticEvent.Dropped, route.Path, why, count));
    }
}
