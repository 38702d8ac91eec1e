using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Delivers to one broker, for all writers with the same <see cref="BrokerOptions"/>: they share its connections, its memory and its
/// spool. Thread-safe.
/// </summary>
public sealed class DeliveryEngine
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    // Enough for loops to end and put what they have on disk, even if the caller grants no time.
    private static readonly TimeSpan ShortestDisconnect = TimeSpan.FromMilliseconds(250);

    // Of the time to let go of disk and broker, what the disk may take.
    private const double PartForDisk = 0.6;

    private readonly Lock _lock = new();
    private readonly List<LogWriter> _writers = [];
    private readonly IBroker _broker;
    private readonly BrokerSpool? _spool;
    private readonly LeftoverDelivery? _leftovers;
    private readonly LogBook _logs;
    private readonly TimeProvider _time;
    private readonly SegmentPools _segments;
    private readonly MessagesUnderWay _underWay = new();
    private readonly FinishClock _finish;
    private readonly ConnectionRound _writerRound;
    private readonly ConnectionRound _leftRound;
    private readonly OutcomeClock[] _outcomes;
    private readonly ITimer _ticker;
    private volatile BrokerOptions _options;
    private IReadOnlyList<RawOption> _texts = [];
    private bool _isShutDown;

    /// <param name="options">Which broker.</param>
    /// <param name="brokerFactory">Makes the way to it; the queue is for what concerns the connection as a whole.</param>
    /// <param name="finish">How long finishing writers have been waiting; one for all engines of a process.</param>
    /// <param name="files">The disk.</param>
    /// <param name="logs">Keeps what became of each log's records.</param>
    /// <param name="time">The clock.</param>
    internal DeliveryEngine(
        BrokerOptions options,
        Func<BrokerOptions, DiagnosticQueue, IBroker> brokerFactory,
        FinishClock finish,
        ISpoolFiles files,
        LogBook logs,
        TimeProvider time)
    {
        _logs = logs;
        _options = options;
        _finish = finish;
        // Rounds of their own: what is left is soon sent, and must not leave the writers uneven.
        _writerRound = new ConnectionRound(options.Connections);
        _leftRound = new ConnectionRound(options.Connections);
        // One for each connection: that another one works says nothing of it.
        _outcomes = [.. Enumerable.Range(0, options.Connections).Select(_ => new OutcomeClock(time))];
        Budget = new MemoryBudget(options.MaxQueueBytes);
        _segments = new SegmentPools(Budget.MaxBytes);
        _time = time;
        _broker = brokerFactory(options, Diagnostics);
        if (options.SpoolDirectory.Length > 0)
        {
            _spool = new BrokerSpool(options, files, new SpoolReporter(options, Diagnostics, time), time);
            _leftovers = new LeftoverDelivery(_spool, OpenLeftoverLane, logs, time);
            _leftovers.Tick(TickInterval);
        }

        _ticker = time.CreateTimer(_ => Tick(), null, TickInterval, TickInterval);
    }

    /// <summary>What concerns the broker and not one writer. Each is to be reported by one writer only.</summary>
    public DiagnosticQueue Diagnostics { get; } = new();

    /// <summary>Memory that waiting records of all writers share.</summary>
    public MemoryBudget Budget { get; }

    /// <summary>How the broker is connected to now.</summary>
    public ConnectionCounts Connections => _broker.Connections;

    /// <summary>Which broker, as it is reached now.</summary>
    internal BrokerOptions Options => _options;

    /// <summary>The texts of one of its writers: what they say of the broker is the same for all.</summary>
    internal IReadOnlyList<RawOption> Texts => Volatile.Read(ref _texts);

    /// <summary>Opens a writer and starts its delivery. Does not wait for the broker.</summary>
    /// <param name="schema">The log.</param>
    /// <param name="options">Where it goes, and how.</param>
    /// <param name="filter">The log filter's name, under which its records are counted.</param>
    /// <param name="listener">Hears what becomes of its messages; null if nobody asks.</param>
    /// <exception cref="OptionException">The options name what this process or this log has not got; the message says which.</exception>
    public LogWriter OpenWriter(LogSchema schema, WriterOptions options, string filter = "", ISettlementListener? listener = null)
    {
        PublishTarget target = new TargetPlaces(schema, Environment.GetEnvironmentVariable).Fill(options.Target);
        // A log that was refused is none of those that are sent.
        LogTotals totals = _logs.Of(schema.Path, filter);
        var diagnostics = new DiagnosticQueue();
        var route = new MessageRoute(target, schema.Path, Guid.NewGuid().ToString("N"));
        var delivery = new CurrentDelivery(options.Delivery);
        DeliveryLane lane = OpenLane(route, delivery, CompressorFor(options.Batch), diagnostics, totals.Open(), left: null, listener);
        MessageGather gather = CreateGather(target, options, lane);
        var writer = new LogWriter(this, lane, gather, diagnostics, _finish, schema, options, delivery, totals, _time);
        Volatile.Write(ref _texts, options.Texts);
        lock (_lock)
            _writers.Add(writer);

        lane.Start();
        return writer;
    }

    /// <summary>
    /// Waits for all writers' records for half of <paramref name="timeout"/>, then puts the rest into the spool, or gives it up, and
    /// disconnects in what is left. Takes 250 ms at most if less than that is granted.
    /// </summary>
    public async Task<ShutdownOutcome> ShutdownAsync(TimeSpan timeout)
    {
        long started = _time.GetTimestamp();
        LogWriter[] writers;
        lock (_lock)
        {
            _isShutDown = true;
            writers = [.. _writers];
        }

        // Lanes that ended before have been reported by their writers.
        writers = [.. writers.Where(writer => !writer.Lane.Completion.IsCompleted)];
        foreach (LogWriter writer in writers)
            writer.EndInput();
        DeliveryLane[] lanes = [.. writers.Select(writer => writer.Lane)];
        Task ended = Task.WhenAll(lanes.Select(lane => lane.Completion));
        if (!await EndsWithinAsync(ended, timeout / 2).ConfigureAwait(false))
        {
            foreach (DeliveryLane lane in lanes)
                lane.Abandon();
        }
        else if (_leftovers is not null)
        {
            await _leftovers.LingerAsync((timeout / 2) - _time.GetElapsedTime(started)).ConfigureAwait(false);
        }

        TimeSpan rest = Rest();
        // On the thread pool, since a disk that hangs holds up who waits for it. It must not keep the connection, though: its threads have
        // to end before the process does.
        await EndsWithinAsync(Task.Run(() => LetGoAsync(ended)), rest * PartForDisk).ConfigureAwait(false);
        await EndsWithinAsync(_broker.DisposeAsync().AsTask(), Rest()).ConfigureAwait(false);
        return new ShutdownOutcome(lanes.Sum(LostBy), lanes.Sum(lane => lane.Counters.InSpool));

        TimeSpan Rest()
        {
            TimeSpan left = (timeout > ShortestDisconnect ? timeout : ShortestDisconnect) - _time.GetElapsedTime(started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The writers that records may still come to.</summary>
    internal LogWriter[] OpenWriters()
    {
        lock (_lock)
            return [.. _writers.Where(writer => !writer.Lane.IsInputEnded)];
    }

    /// <summary>
    /// The broker is reached otherwise from now on: all that waits, in memory and on disk, goes there, and so does what is under way and not
    /// confirmed in a moment. What may be in memory and on disk, and in how many connections, stays as it is. Does not wait.
    /// </summary>
    internal void ChangeTo(BrokerOptions options)
    {
        LogWriter[] writers;
        lock (_lock)
        {
            if (_isShutDown)
                return;
            writers = [.. _writers];
        }

        _options = options;
        // Before anyone looks for a channel.
        _broker.ChangeTo(options);
        foreach (OutcomeClock outcomes in _outcomes)
            outcomes.Forget();
        foreach (LogWriter writer in writers)
            writer.Lane.ChangeChannel();
        _spool?.ChangeTo(options);
        _leftovers?.ChangeBroker();
    }

    /// <summary>Gives a writer new options for its messages and for what waits.</summary>
    internal void Change(LogWriter writer, WriterOptions options)
    {
        BatchOptions before = writer.Options.Batch;
        writer.ChangeTo(options, _segments);
        if (options.Batch.IsOn != before.IsOn || options.Batch.Compression != before.Compression)
            writer.Lane.CompressBy(CompressorFor(options.Batch));
    }

    /// <summary>What its writers have gathered for messages of several records is published now. Any thread.</summary>
    internal void SealGathered()
    {
        LogWriter[] writers;
        lock (_lock)
            writers = [.. _writers];
        foreach (LogWriter writer in writers)
            writer.Flush();
    }

    /// <summary>Keeps no memory in sizes that no writer needs any more.</summary>
    internal void RetireSegments() => _segments.Keep(OpenWriters().Select(writer => writer.Options.Batch));

    /// <summary>Forgets a closed writer once its lane has ended; what that leaves in the spool is sent later.</summary>
    internal void Retire(LogWriter writer)
    {
        writer.EndInput();
        _ = RetireAsync(writer);
    }

    private async Task RetireAsync(LogWriter writer)
    {
        DeliveryLane lane = writer.Lane;
        SpoolStore? left = await lane.Completion.ConfigureAwait(false);
        lock (_lock)
        {
            _writers.Remove(writer);
            if (left is not null && !_isShutDown)
            {
                _leftovers!.Add(left, new LeftCount(writer.Totals, lane.Counters));
                left = null;
            }
            else if (left is null)
            {
                writer.Totals.Close(lane.Counters);
            }
        }

        left?.Dispose();
        lane.Dispose();
    }

    private MessageGather CreateGather(PublishTarget target, WriterOptions options, DeliveryLane lane)
    {
        SegmentPool segments = _segments.For(options.Batch);
        return new AddressTemplate(target).Fields is { Count: > 0 } fields
            ? new SortingGather(new RecordValues(fields, options.Format), options.Batch, segments, Budget, lane, _time)
            : new StraightGather(options.Batch, segments, Budget, lane, _time);
    }

    private IBodyCompressor? CompressorFor(BatchOptions batch) => batch.IsOn ? _broker.CreateCompressor(batch.Compression) : null;

    private DeliveryLane OpenLane(
        MessageRoute route,
        CurrentDelivery delivery,
        IBodyCompressor? compressor,
        DiagnosticQueue diagnostics,
        WriterCounters counters,
        SpoolStore? left,
        ISettlementListener? listener = null)
    {
        LaneSpool? spool = null;
        if (_spool is not null)
            spool = new LaneSpool(_spool, route.ForSpool(), left, counters, _time);

        route = route with { Connection = (left is null ? _writerRound : _leftRound).Next() };
        var resources = new LaneResources(Budget, spool, new CurrentCompressor(compressor), _underWay, _outcomes[route.Connection], diagnostics, counters, listener);
        return new DeliveryLane(_broker, route, delivery, resources, _finish, _time);
    }

    // With the writer's own name again: a message that it had sent without hearing of the confirm keeps its id. What is in the spool has its
    // final form.
    private DeliveryLane OpenLeftoverLane(SpoolStore left, WriterCounters counters) =>
        OpenLane(MessageRoute.Of(left.Route), new CurrentDelivery(LeftoverDelivery.Options), compressor: null, Diagnostics, counters, left);

    private async Task LetGoAsync(Task lanesEnded)
    {
        // Whatever else hangs, the clock stops, and nobody uses the broker any more.
        await _ticker.DisposeAsync().ConfigureAwait(false);
        Task leftoversEnded = _leftovers?.StopAsync() ?? Task.CompletedTask;
        await Task.WhenAll(lanesEnded, leftoversEnded).ConfigureAwait(false);
        _spool?.Dispose();
    }

    // Of a lane that is stuck with the disk, nobody knows what the disk will have.
    private static long LostBy(DeliveryLane lane) =>
        lane.Completion.IsCompleted ? lane.Counters.Abandoned : lane.Counters.Outstanding - lane.Counters.InSpool;

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan timeout) =>
        await Task.WhenAny(task, Task.Delay(timeout, _time)).ConfigureAwait(false) == task;

    private void Tick()
    {
        LogWriter[] writers;
        lock (_lock)
            writers = [.. _writers];
        foreach (LogWriter writer in writers)
            writer.Lane.Tick();
        _leftovers?.Tick(TickInterval);
    }
}
