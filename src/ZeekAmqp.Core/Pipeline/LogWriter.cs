using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// One log on its way to one broker: format a record with <see cref="Json"/>, hand it over with <see cref="TrySubmit"/>.
/// Belongs to one thread at a time.
/// </summary>
public sealed class LogWriter
{
    // A full queue that does not move for this long counts as a broker that does not take records, until it moves again.
    private static readonly TimeSpan LongestWaitForRoom = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly DeliveryEngine _engine;
    private readonly DeliveryLane _lane;
    private readonly SegmentPool _segments;
    private readonly DiagnosticQueue _diagnostics;
    private readonly FinishClock _finish;
    private readonly WriterOptions _options;
    private readonly TimeProvider _time;
    private Segment _segment;
    private ulong _sequence;
    private long _settledAtStall = -1;
    private bool _closed;

    internal LogWriter(
        DeliveryEngine engine,
        DeliveryLane lane,
        SegmentPool segments,
        DiagnosticQueue diagnostics,
        FinishClock finish,
        LogSchema schema,
        WriterOptions options,
        TimeProvider time)
    {
        _engine = engine;
        _lane = lane;
        _segments = segments;
        _diagnostics = diagnostics;
        _finish = finish;
        _options = options;
        _time = time;
        _segment = segments.Rent();
        Json = new TaggedJsonWriter(schema, options.Format);
    }

    /// <summary>Formats this log's records.</summary>
    public TaggedJsonWriter Json { get; }

    /// <summary>What has become of the records.</summary>
    public WriterCounters Counters => _lane.Counters;

    /// <summary>
    /// Queues a message; its bytes are copied. Waits only while the queue is full and the broker takes messages, and at most 5 s
    /// for one that stops taking them.
    /// </summary>
    /// <returns>
    /// False if there is no room while the broker does not take messages, or after <see cref="Finish"/>. The record is counted as lost
    /// and will be reported.
    /// </returns>
    public bool TrySubmit(ReadOnlySpan<byte> message)
    {
        if (_lane.IsInputEnded)
        {
            if (Counters.RefusedLate == 0)
                _diagnostics.Add(DiagnosticLevel.Error, $"log '{Json.Schema.Path}' got records after its writer had finished; they are lost");
            Counters.AddRefusedLate();
            return false;
        }

        if (!_engine.Budget.TryReserve(message.Length) && !TryWaitForRoom(message.Length))
        {
            Counters.AddRefusedFull();
            return false;
        }

        int offset;
        Segment segment;
        if (message.Length > SegmentPool.SharedBodyBytes)
        {
            segment = new Segment(message.ToArray(), pool: null);
            offset = 0;
        }
        else
        {
            offset = _segment.TryAppend(message);
            if (offset < 0)
            {
                _segment.Release();
                _segment = _segments.Rent();
                offset = _segment.TryAppend(message);
            }

            segment = _segment;
        }

        // Counted before it can be settled, so that no reader sees more settled than accepted.
        Counters.AddAccepted(message.Length);
        _lane.Enqueue(new OutboundMessage(segment, offset, message.Length, ++_sequence, _time.GetUtcNow().ToUnixTimeSeconds()));
        return true;
    }

    /// <summary>Counts a record that could not be formatted: it is lost. The first reason is reported at once, the others as a number.</summary>
    public void CountMalformed(string reason)
    {
        if (Counters.RefusedMalformed == 0)
            _diagnostics.Add(DiagnosticLevel.Error, $"a record of log '{Json.Schema.Path}' is refused: {reason}");
        Counters.AddRefusedMalformed();
    }

    /// <summary>Publishing waits for nothing, so there is nothing to hurry; here for the day when messages are gathered.</summary>
    public void Flush() => _lane.Tick();

    /// <summary>Takes the next message that this writer is to report: its own first, then one of its broker's.</summary>
    public bool TryTakeDiagnostic(out Diagnostic diagnostic) =>
        _diagnostics.TryTake(out diagnostic) || _engine.Diagnostics.TryTake(out diagnostic);

    /// <summary>
    /// Ends the input and waits until all records are settled, or until no confirm has come to any of the process's writers for
    /// <see cref="WriterOptions.MaxWaitOnShutdown"/>. What is left then is given up, counted and reported.
    /// </summary>
    public void Finish()
    {
        _lane.EndInput();
        _finish.Begin();
        while (!_lane.Completion.Wait(PollInterval))
        {
            if (_finish.SinceProgress >= _options.MaxWaitOnShutdown)
            {
                _lane.Abandon();
                _lane.Completion.Wait();
            }
        }

        if (Counters.Abandoned > 0)
            ReportAbandoned();
        _diagnostics.Add(
            DiagnosticLevel.Info,
            $"log '{Json.Schema.Path}': {Quantity.Records(Counters.Accepted)} accepted, {Counters.Confirmed} confirmed, {Counters.Lost} lost");
    }

    /// <summary>Releases the writer; without <see cref="Finish"/>, its records go on being delivered.</summary>
    public void Close()
    {
        if (_closed)
            return;
        _closed = true;
        _segment.Release();
        _engine.Retire(_lane);
    }

    private bool TryWaitForRoom(int size)
    {
        long lastSettled = Counters.Accepted - Counters.Outstanding;
        if (lastSettled == _settledAtStall)
            return false;
        long lastProgress = _time.GetTimestamp();
        while (_lane.IsDelivering)
        {
            _engine.Budget.WaitForRoom(PollInterval);
            if (_engine.Budget.TryReserve(size))
                return true;
            long settled = Counters.Accepted - Counters.Outstanding;
            if (settled != lastSettled)
            {
                lastSettled = settled;
                lastProgress = _time.GetTimestamp();
            }
            else if (_time.GetElapsedTime(lastProgress) > LongestWaitForRoom)
            {
                _settledAtStall = settled;
                return false;
            }
        }

        return false;
    }

    private void ReportAbandoned()
    {
        string why = _lane.LastFailure?.Text ?? "no confirm came";
        _diagnostics.Add(
            DiagnosticLevel.Error,
            $"{Quantity.Records(Counters.Abandoned)} of log '{Json.Schema.Path}' not confirmed before the writer had to end, and lost as far as is known "
            + $"(max_wait_on_shutdown is {_options.MaxWaitOnShutdown.TotalSeconds:0.###} s): {why}");
    }
}
