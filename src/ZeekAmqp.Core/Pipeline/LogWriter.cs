using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// One log on its way to one broker: format a record with <see cref="Json"/>, hand it over with <see cref="Submit"/>.
/// Belongs to one thread at a time.
/// </summary>
public sealed class LogWriter
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    // Writing the rest to disk takes milliseconds; a disk that hangs must not hold up the end of the process.
    private static readonly TimeSpan LongestSpooling = TimeSpan.FromSeconds(3);

    private readonly DeliveryEngine _engine;
    private readonly DeliveryLane _lane;
    private readonly SegmentPool _segments;
    private readonly DiagnosticQueue _diagnostics;
    private readonly FinishClock _finish;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly RoomWait _room;
    private Segment _segment;
    private ulong _sequence;
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
        _options = options.Delivery;
        _time = time;
        _room = new RoomWait(engine.Budget, lane, options.Delivery.Overflow, time);
        _segment = segments.Rent();
        Json = new TaggedJsonWriter(schema, options.Format);
    }

    /// <summary>Formats this log's records.</summary>
    public TaggedJsonWriter Json { get; }

    /// <summary>What has become of the records.</summary>
    public WriterCounters Counters => _lane.Counters;

    /// <summary>The first part of the messages' ids.</summary>
    public string Instance => _lane.Route.WriterInstance;

    /// <summary>
    /// Hands a message over; its bytes are copied. Waits only while memory is full and room is to be expected, and 5 s at most.
    /// </summary>
    public SubmitOutcome Submit(ReadOnlySpan<byte> message)
    {
        if (_lane.IsInputEnded)
        {
            if (Counters.RefusedLate == 0)
                _diagnostics.Add(DiagnosticLevel.Error, $"log '{Json.Schema.Path}' got records after its writer had finished; they are lost");
            Counters.AddRefusedLate();
            return SubmitOutcome.Dropped;
        }

        if (!_engine.Budget.TryReserve(message.Length) && !_room.TryReserve(message.Length))
        {
            if (_options.Overflow == OverflowPolicy.Block)
                return SubmitOutcome.NoRoomYet;
            Counters.AddRefusedFull();
            return SubmitOutcome.Dropped;
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

        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        // Counted before it can be settled, so that no reader sees more settled than accepted.
        Counters.AddAccepted(message.Length, now);
        _lane.Enqueue(new OutboundMessage(segment, offset, message.Length, ++_sequence, now));
        return SubmitOutcome.Accepted;
    }

    /// <summary>Counts a record that is given up after <see cref="SubmitOutcome.NoRoomYet"/>: it is lost.</summary>
    public void CountDropped() => Counters.AddRefusedFull();

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
    /// Ends the input and waits until all records are settled, or until <see cref="DeliveryOptions.MaxWaitOnShutdown"/> is over, which runs
    /// from the first of the process's writers that finish together. What is left then goes to the spool; without one it is given up.
    /// Both are counted and reported.
    /// </summary>
    public void Finish()
    {
        _finish.Begin();
        _lane.EndInput();
        bool isAbandoned = false;
        while (!_lane.Completion.Wait(isAbandoned ? LongestSpooling : PollInterval) && !isAbandoned)
        {
            if (_finish.Elapsed < _options.MaxWaitOnShutdown)
                continue;
            _lane.Abandon();
            isAbandoned = true;
        }

        _finish.End();
        ReportEnd();
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

    private void ReportEnd()
    {
        string path = Json.Schema.Path;
        string limit = $"max_wait_on_shutdown is {_options.MaxWaitOnShutdown.TotalSeconds:0.###} s";
        string why = _lane.LastFailure?.Text ?? "the broker needs longer";
        bool isStuck = !_lane.Completion.IsCompleted;
        long lost = isStuck ? Counters.Outstanding : Counters.Abandoned;
        SpoolReport(path, limit, why, isStuck);
        if (lost > 0)
        {
            _diagnostics.Add(
                DiagnosticLevel.Error,
                $"{Quantity.Records(lost)} of log '{path}' not confirmed before the writer had to end, "
                + $"{(isStuck ? "and the disk did not take them in time" : "and lost as far as is known")} ({limit}): {why}");
        }

        string left = Counters.InSpool > 0 ? $", {Counters.InSpool} left on disk" : "";
        _diagnostics.Add(
            DiagnosticLevel.Info,
            $"log '{path}': {Quantity.Records(Counters.Accepted)} accepted, {Counters.Confirmed} confirmed{left}, {Counters.Lost} lost");
    }

    private void SpoolReport(string path, string limit, string why, bool isStuck)
    {
        if (isStuck || _lane.Completion.Result is not { } store)
            return;
        _diagnostics.Add(
            DiagnosticLevel.Warning,
            $"{Quantity.Records(Counters.InSpool)} of log '{path}' not confirmed before the writer had to end ({limit}): {why}; "
            + $"they are kept in {store.Folder}, and the next process with the same broker and spool_dir sends them");
    }
}
