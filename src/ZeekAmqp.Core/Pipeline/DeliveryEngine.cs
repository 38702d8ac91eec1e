using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Delivers to one broker, for all writers with the same <see cref="BrokerOptions"/>: they share its connection and its memory.
/// Thread-safe.
/// </summary>
public sealed class DeliveryEngine
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    // Enough for loops to end and count what they gave up, even if the caller grants no time.
    private static readonly TimeSpan ShortestDisconnect = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<DeliveryLane> _lanes = [];
    private readonly IBroker _broker;
    private readonly TimeProvider _time;
    private readonly SegmentPool _segments = new();
    private readonly FinishClock _finish;
    private readonly ITimer _ticker;

    /// <param name="options">Which broker.</param>
    /// <param name="brokerFactory">Makes the way to it; the queue is for what concerns the connection as a whole.</param>
    /// <param name="finish">How long finishing writers have been waiting; one for all engines of a process.</param>
    /// <param name="time">The clock.</param>
    internal DeliveryEngine(
        BrokerOptions options, Func<BrokerOptions, DiagnosticQueue, IBroker> brokerFactory, FinishClock finish, TimeProvider time)
    {
        _finish = finish;
        Budget = new MemoryBudget(options.MaxQueueBytes);
        _time = time;
        _broker = brokerFactory(options, Diagnostics);
        _ticker = time.CreateTimer(_ => Tick(), null, TickInterval, TickInterval);
    }

    /// <summary>What concerns the broker and not one writer. Each is to be reported by one writer only.</summary>
    public DiagnosticQueue Diagnostics { get; } = new();

    /// <summary>Memory that waiting records of all writers share.</summary>
    public MemoryBudget Budget { get; }

    /// <summary>Opens a writer and starts its delivery. Does not wait for the broker.</summary>
    public LogWriter OpenWriter(LogSchema schema, WriterOptions options)
    {
        var diagnostics = new DiagnosticQueue();
        string instance = Guid.NewGuid().ToString("N");
        var route = new MessageRoute(options.Target, schema.Path, instance);
        var lane = new DeliveryLane(_broker, route, Budget, diagnostics, _finish, _time);
        _finish.Restart();
        lock (_lock)
            _lanes.Add(lane);
        lane.Start();
        return new LogWriter(this, lane, _segments, diagnostics, _finish, schema, options, _time);
    }

    /// <summary>
    /// Waits for all writers' records for half of <paramref name="timeout"/>, then gives up the rest and disconnects in what is left (250 ms at
    /// least).
    /// </summary>
    /// <returns>How many records were given up here.</returns>
    public async Task<long> ShutdownAsync(TimeSpan timeout)
    {
        DeliveryLane[] lanes = Snapshot();
        long abandonedBefore = lanes.Sum(lane => lane.Counters.Abandoned);
        foreach (DeliveryLane lane in lanes)
            lane.EndInput();
        Task ended = Task.WhenAll(lanes.Select(lane => lane.Completion));
        if (!await EndsWithinAsync(ended, timeout / 2).ConfigureAwait(false))
        {
            foreach (DeliveryLane lane in lanes)
                lane.Abandon();
        }

        TimeSpan rest = timeout / 2 > ShortestDisconnect ? timeout / 2 : ShortestDisconnect;
        await EndsWithinAsync(DisconnectAsync(ended), rest).ConfigureAwait(false);
        return lanes.Sum(lane => lane.Counters.Abandoned) - abandonedBefore;
    }

    /// <summary>Forgets a closed writer's lane once it has ended.</summary>
    internal void Retire(DeliveryLane lane)
    {
        lane.EndInput();
        lane.Completion.ContinueWith(
            _ =>
            {
                lock (_lock)
                    _lanes.Remove(lane);
                lane.Dispose();
            },
            TaskScheduler.Default);
    }

    private async Task DisconnectAsync(Task lanesEnded)
    {
        await lanesEnded.ConfigureAwait(false);
        await _ticker.DisposeAsync().ConfigureAwait(false);
        await _broker.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan timeout) =>
        await Task.WhenAny(task, Task.Delay(timeout, _time)).ConfigureAwait(false) == task;

    private DeliveryLane[] Snapshot()
    {
        lock (_lock)
            return [.. _lanes];
    }

    private void Tick()
    {
        foreach (DeliveryLane lane in Snapshot())
            lane.Tick();
    }
}
