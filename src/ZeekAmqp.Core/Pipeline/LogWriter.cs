using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Schema;

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
    private readonly MessageGather _gather;
    private readonly DiagnosticQueue _diagnostics;
    private readonly FinishClock _finish;
    private readonly CurrentDelivery _delivery;
    private readonly TimeProvider _time;
    private readonly RoomWait _room;
    private readonly bool _publishesSchema;
    private readonly int _partitions;

    // What is to be said of the records before the next one; the writer's thread's.
    private byte[]? _schemaToPublish;
    private byte[] _schemaPublished = [];
    private volatile WriterOptions _options;
    private volatile BatchChange? _nextBatch;
    private long _schemas;
    private bool _closed;

    internal LogWriter(
        DeliveryEngine engine,
        DeliveryLane lane,
        MessageGather gather,
        DiagnosticQueue diagnostics,
        FinishClock finish,
        LogSchema schema,
        WriterOptions options,
        CurrentDelivery delivery,
        LogTotals totals,
        TimeProvider time)
    {
        Totals = totals;
        _engine = engine;
        _lane = lane;
        _gather = gather;
        _diagnostics = diagnostics;
        _finish = finish;
        _options = options;
        _delivery = delivery;
        _time = time;
        _room = new RoomWait(engine, lane, delivery, time);
        Json = new TaggedJsonWriter(schema, options.Format, time);
        Json.WriteTo(gather.Place);
        _publishesSchema = options.PublishesSchema;
        _partitions = options.Target.Partitions;
        // Of a log that is read from files, those know it.
        if (schema.Fields.Length > 0)
            Announce(schema);
        if (Json.LeftOut.Count > 0)
        {
            string names = string.Join(", ", Json.LeftOut.Select(name => $"'{name}'"));
            diagnostics.Add(
                DiagnosticLevel.Warning,
                $"log '{schema.Path}' has fields of its own that additional_values or meta_fields would add: {names}; its own are sent");
        }
    }

    /// <summary>Formats this log's records.</summary>
    public TaggedJsonWriter Json { get; }

    /// <summary>How many of the accepted are no records but say what records look like. Any thread.</summary>
    public long Schemas => Volatile.Read(ref _schemas);

    /// <summary>What has become of the records.</summary>
    public WriterCounters Counters => _lane.Counters;

    /// <summary>The sums of its log and filter, which its counters are part of.</summary>
    internal LogTotals Totals { get; }

    /// <summary>The log's path.</summary>
    internal string Path => Json.Schema.Path;

    /// <summary>The options as they were changed last.</summary>
    internal WriterOptions Options => _options;

    /// <summary>Delivers this writer's messages.</summary>
    internal DeliveryLane Lane => _lane;

    /// <summary>The first part of the messages' ids.</summary>
    public string Instance => _lane.Route.WriterInstance;

    /// <summary>
    /// Hands a record over; its bytes are copied. What <see cref="Json"/> has just formatted is there already, most of the time. Waits
    /// only while memory is full and room is to be expected, and 5 s at most.
    /// </summary>
    public SubmitOutcome Submit(ReadOnlySpan<byte> record)
    {
        if (_lane.IsInputEnded)
        {
            if (Counters.RefusedLate == 0)
                _diagnostics.Add(DiagnosticLevel.Error, $"log '{Json.Schema.Path}' got records after its writer had finished; they are lost");
            Counters.AddRefusedLate();
            return SubmitOutcome.Dropped;
        }

        if (_schemaToPublish is not null)
            PublishSchema();
        int cost = _gather.CostOf(record);
        if (!_engine.Budget.TryReserve(cost) && !_room.TryReserve(cost))
        {
            if (_delivery.Options.Overflow == OverflowPolicy.Block)
                return SubmitOutcome.NoRoomYet;
            Counters.AddRefusedFull();
            return SubmitOutcome.Dropped;
        }

        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        // Counted before it can be settled, so that no reader sees more settled than accepted.
        Counters.AddAccepted(record.Length, now);
        _gather.Add(record, now);
        // Not before: the record may lie where it has been formatted, in the segment that is given up here.
        if (_nextBatch is { } next)
            TakeBatch(next);
        Json.WriteTo(_gather.Place);
        return SubmitOutcome.Accepted;
    }

    /// <summary>
    /// The columns of the records that follow: if <see cref="WriterOptions.PublishesSchema"/> asks for it, messages say so before the next
    /// record, unless they have said the same before. Such a message counts as a record.
    /// </summary>
    public void Announce(LogSchema schema)
    {
        if (!_publishesSchema)
            return;
        byte[] json = SchemaDocument.Of(schema, _options.Format);
        _schemaToPublish = json.AsSpan().SequenceEqual(_schemaPublished) ? null : json;
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

    /// <summary>What was gathered for a message of several records is published now.</summary>
    /// <returns>
    /// The number of the last message, 0 if there is none: what was submitted by now is in messages up to it, if no record is being submitted.
    /// </returns>
    public ulong Flush() => _gather.Seal();

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
        EndInput();
        bool isAbandoned = false;
        while (!IsDoneWithin(isAbandoned ? LongestSpooling : PollInterval) && !isAbandoned)
        {
            if (_finish.Elapsed < _delivery.Options.MaxWaitOnShutdown)
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
        _gather.Dispose();
        _engine.Retire(this);
    }

    /// <summary>
    /// New options for its messages, from the record after the next one on, and for what waits, at once. Any thread, one at a time.
    /// </summary>
    internal void ChangeTo(WriterOptions options, SegmentPools segments)
    {
        // The compression is the lane's affair.
        if (options.Batch with { Compression = _options.Batch.Compression } != _options.Batch)
            _nextBatch = new BatchChange(options.Batch, segments.For(options.Batch));
        _delivery.Options = options.Delivery;
        _options = options;
    }

    /// <summary>No record follows.</summary>
    internal void EndInput()
    {
        _gather.Seal();
        _lane.EndInput();
    }

    // Also where memory is full: it is little, and comes once.
    private void PublishSchema()
    {
        byte[] json = _schemaToPublish!;
        _schemaToPublish = null;
        _schemaPublished = json;
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        for (int i = 0; i < _partitions; i++)
            Counters.AddAccepted(json.Length, now);
        _gather.AddSchema(json, _partitions, now);
        Interlocked.Add(ref _schemas, _partitions);
    }

    // Asleep: Task.Wait would first look again and again, which of sixty writers that end together takes a processor from the broker.
    private bool IsDoneWithin(TimeSpan time) => ((IAsyncResult)_lane.Completion).AsyncWaitHandle.WaitOne(time);

    private void TakeBatch(BatchChange next)
    {
        _gather.ChangeTo(next.Batch, next.Segments);
        // A later one that has come meanwhile is for the next record.
        Interlocked.CompareExchange(ref _nextBatch, null, next);
    }

    private void ReportEnd()
    {
        string path = Json.Schema.Path;
        string limit = $"max_wait_on_shutdown is {_delivery.Options.MaxWaitOnShutdown.TotalSeconds:0.###} s";
        string why = _lane.LastFailure?.Text ?? "the broker needs longer";
        bool isStuck = !_lane.Completion.IsCompleted;
        long lost = isStuck ? Counters.Outstanding : Counters.Abandoned;
        SpoolReport(path, limit, why, isStuck);
        if (lost > 0)
        {
            var diagnostic = new Diagnostic(
                DiagnosticLevel.Error,
                $"{Quantity.Records(lost)} of log '{path}' not confirmed before the writer had to end, "
                + $"{(isStuck ? "and the disk did not take them in time" : "and lost as far as is known")} ({limit}): {why}");
            _diagnostics.Add(diagnostic.As(DiagnosticEvent.Dropped, path, why, lost));
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

    private sealed record BatchChange(BatchOptions Batch, SegmentPool Segments);
}
