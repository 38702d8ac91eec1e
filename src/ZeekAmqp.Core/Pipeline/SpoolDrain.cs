using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Sends what ended processes have left in folders of a spool, as a process that starts would, and nothing else: folders are locked, what is
/// confirmed is written down as it goes, and a folder is removed when it is empty. Thread-safe.
/// </summary>
public sealed class SpoolDrain
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly BrokerOptions _options;
    private readonly ISpoolFiles _files;
    private readonly TimeProvider _time;
    private readonly IBroker _broker;
    private readonly BrokerSpool _spool;
    private readonly LeftoverDelivery _leftovers;
    private readonly LogBook _logs = new();
    private readonly FinishClock _finish;
    private readonly MemoryBudget _budget;
    private readonly MessagesUnderWay _underWay = new();
    private readonly OutcomeClock _outcomes;
    private readonly ITimer _ticker;

    /// <param name="options">Where it is sent. Whatever was its broker before.</param>
    /// <param name="brokerFactory">Makes the way there.</param>
    /// <param name="files">The disk.</param>
    /// <param name="time">The clock.</param>
    public SpoolDrain(BrokerOptions options, Func<BrokerOptions, DiagnosticQueue, IBroker> brokerFactory, ISpoolFiles files, TimeProvider time)
    {
        // All that is left is of one order, and soon sent.
        _options = options with { Connections = 1 };
        _files = files;
        _time = time;
        _finish = new FinishClock(time);
        _budget = new MemoryBudget(options.MaxQueueBytes);
        _outcomes = new OutcomeClock(time);
        _broker = brokerFactory(_options, Diagnostics);
        _spool = new BrokerSpool(_options, files, new SpoolReporter(_options, Diagnostics, time), time);
        _leftovers = new LeftoverDelivery(_spool, OpenLane, _logs, time);
        _ticker = time.CreateTimer(_ => _leftovers.TickLanes(), null, TickInterval, TickInterval);
    }

    /// <summary>What there is to tell, of broker, disk and records.</summary>
    public DiagnosticQueue Diagnostics { get; } = new();

    /// <summary>Records that were found in the folders so far; those that were seen to be lost then are among them.</summary>
    public long Found => Sum(counts => counts.Accepted);

    /// <summary>Records that the broker has.</summary>
    public long Confirmed => Sum(counts => counts.Confirmed);

    /// <summary>Records that were damaged, or are larger than the broker takes.</summary>
    public long Lost => Sum(counts => counts.Corrupt + counts.TooLarge);

    /// <summary>Takes a process's folder, and begins to send what is in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Whether it was taken.</returns>
    public async Task<DrainOutcome> TakeAsync(string folder)
    {
        bool isRefused = false;
        SpoolFolder? found = await _spool.RunAsync(() => SpoolFolder.Claim(_files, folder, _spool.Reporter.Problem, out isRefused)).ConfigureAwait(false);
        if (found is null)
            return isRefused ? DrainOutcome.Refused : DrainOutcome.Nothing;
        return await _spool.RunAsync(() => _leftovers.Take(found)).ConfigureAwait(false) > 0 ? DrainOutcome.Taken : DrainOutcome.Nothing;
    }

    /// <summary>Ends when all that was taken is sent.</summary>
    public Task WhenSentAsync() => _leftovers.WhenSentAsync();

    /// <summary>Ends it: what is not confirmed stays where it is, and the folders are let go of.</summary>
    /// <param name="timeout">How long a disk and a broker that hang are waited for.</param>
    public async Task StopAsync(TimeSpan timeout)
    {
        await _ticker.DisposeAsync().ConfigureAwait(false);
        // On the thread pool, since a disk that hangs holds up who waits for it.
        await EndsWithinAsync(Task.Run(LetGoAsync), timeout).ConfigureAwait(false);
        await EndsWithinAsync(_broker.DisposeAsync().AsTask(), timeout).ConfigureAwait(false);
    }

    private async Task LetGoAsync()
    {
        await _leftovers.StopAsync().ConfigureAwait(false);
        _spool.Dispose();
    }

    private DeliveryLane OpenLane(SpoolStore left, WriterCounters counters)
    {
        var route = MessageRoute.Of(left.Route);
        var spool = new LaneSpool(_spool, route.ForSpool(), left, counters, _time);
        var resources = new LaneResources(_budget, spool, new CurrentCompressor(null), _underWay, _outcomes, Diagnostics, counters);
        return new DeliveryLane(_broker, route, new CurrentDelivery(LeftoverDelivery.Options), resources, _finish, _time);
    }

    private long Sum(Func<RecordCounts, long> count)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return _logs.All.Sum(log => count(log.Read(now)));
    }

    private async Task EndsWithinAsync(Task task, TimeSpan timeout) =>
        await Task.WhenAny(task, Task.Delay(timeout, _time)).ConfigureAwait(false);
}
