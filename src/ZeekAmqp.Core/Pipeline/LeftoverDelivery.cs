using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Sends what is left in a broker's spool by processes and writers that have ended: for each target the oldest first, beside the logs
/// that are being written. Thread-safe.
/// </summary>
/// <param name="spool">Where it is.</param>
/// <param name="openLane">Makes a lane that delivers what is in a store, not yet started.</param>
/// <param name="logs">Where what an earlier process left is counted.</param>
/// <param name="time">The clock.</param>
internal sealed class LeftoverDelivery(
    BrokerSpool spool, Func<SpoolStore, WriterCounters, DeliveryLane> openLane, LogBook logs, TimeProvider time)
{
    /// <summary>What is done for such records. They are in nobody's way: whatever the broker refuses today, it may take tomorrow.</summary>
    public static readonly DeliveryOptions Options = new(BufferMode.Memory, OverflowPolicy.DropNewest, UnroutablePolicy.Keep, TimeSpan.Zero);

    // Time for a channel on a connection that is there.
    private static readonly TimeSpan LongestOpening = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    // A process that crashed beside this one is noticed within a minute.
    private static readonly TimeSpan ScanInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    // For each log and target what is to be sent to it, one store after the other: also where the log's number of partitions or a
    // property of its messages has changed meanwhile.
    private readonly Dictionary<(string Exchange, string RoutingKey, string QueueName, string Path), Task> _chains = [];
    private readonly List<DeliveryLane> _active = [];
    private Task _scanning = Task.CompletedTask;
    private TimeSpan _untilScan = TimeSpan.Zero;
    private volatile bool _hasLookedForOthers;
    private bool _isStopped;

    /// <summary>To be called about once a second: looks for leftovers now and then, and keeps their delivery going.</summary>
    /// <param name="interval">Time since the last call.</param>
    public void Tick(TimeSpan interval)
    {
        lock (_lock)
        {
            if (_isStopped)
                return;
            _untilScan -= interval;
            if (_untilScan <= TimeSpan.Zero && _scanning.IsCompleted)
            {
                _untilScan = ScanInterval;
                _scanning = ScanAsync(spool.Broker);
            }
        }

        TickLanes();
    }

    /// <summary>The same for who looks for leftovers itself.</summary>
    public void TickLanes()
    {
        DeliveryLane[] lanes;
        lock (_lock)
            lanes = [.. _active];
        foreach (DeliveryLane lane in lanes)
            lane.Tick();
    }

    /// <summary>The way to the broker has changed: what is being sent goes there, and what is left for it is looked for soon.</summary>
    public void ChangeBroker()
    {
        DeliveryLane[] lanes;
        lock (_lock)
        {
            lanes = [.. _active];
            _hasLookedForOthers = false;
            _untilScan = TimeSpan.Zero;
        }

        foreach (DeliveryLane lane in lanes)
            lane.ChangeChannel();
        Tick(TimeSpan.Zero);
    }

    /// <summary>Takes over what a writer of this process left.</summary>
    public void Add(SpoolStore store, LeftCount count) => Add(store, count, folder: null);

    /// <summary>
    /// Waits while the broker takes what is left, so that a process that lives a second sends it, too. A broker that takes nothing is
    /// waited for only a moment.
    /// </summary>
    public async Task LingerAsync(TimeSpan longest)
    {
        long started = time.GetTimestamp();
        while (IsActive(out bool isDelivering))
        {
            TimeSpan waited = time.GetElapsedTime(started);
            if (waited >= longest || (!isDelivering && waited >= LongestOpening))
                return;
            await Task.Delay(PollInterval, time).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the delivery; what is not delivered stays on disk. Returns when all of it has let go.</summary>
    public async Task StopAsync()
    {
        DeliveryLane[] lanes;
        Task scanning;
        lock (_lock)
        {
            _isStopped = true;
            lanes = [.. _active];
            scanning = _scanning;
        }

        // Not under the lock: what a lane does at its end may run here, and takes it from the list.
        foreach (DeliveryLane lane in lanes)
            lane.Abandon();
        // First, since it may still add to the others.
        await scanning.ConfigureAwait(false);
        Task[] ending;
        lock (_lock)
            ending = [.. _chains.Values];
        await Task.WhenAll(ending).ConfigureAwait(false);
    }

    /// <summary>Ends when all that was taken over so far is sent, or has been let go of.</summary>
    public Task WhenSentAsync()
    {
        lock (_lock)
            return Task.WhenAll(_chains.Values);
    }

    private bool IsActive(out bool isDelivering)
    {
        lock (_lock)
        {
            isDelivering = _active.Any(lane => lane.IsDelivering);
            return _active.Count > 0 || !_scanning.IsCompleted;
        }
    }

    private void Add(SpoolStore store, LeftCount count, LeftFolder? folder)
    {
        SpoolRoute route = store.Route;
        (string, string, string, string) key = (route.Target.Exchange, route.Target.RoutingKey, route.Target.QueueName, route.Path);
        lock (_lock)
            _chains[key] = SendAsync(_chains.GetValueOrDefault(key, Task.CompletedTask), store, count, folder);
    }

    private async Task SendAsync(Task before, SpoolStore store, LeftCount count, LeftFolder? folder)
    {
        // Not under the caller's lock.
        await Task.Yield();
        await before.ConfigureAwait(false);
        SpoolStore? rest = await DeliverAsync(store, count.Counters).ConfigureAwait(false);
        if (rest is null)
            count.Close();
        try
        {
            await spool.RunAsync(() => Close(rest, folder)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The next one waits for this one's task, so that must not fail.
            spool.Reporter.Trouble(exception);
        }
    }

    private async Task<SpoolStore?> DeliverAsync(SpoolStore store, WriterCounters counters)
    {
        DeliveryLane lane;
        lock (_lock)
        {
            if (_isStopped)
                return store;
            lane = openLane(store, counters);
            _active.Add(lane);
            lane.EndInput();
            lane.Start();
        }

        SpoolStore? rest = await lane.Completion.ConfigureAwait(false);
        lock (_lock)
            _active.Remove(lane);
        lane.Dispose();
        return rest;
    }

    private bool Close(SpoolStore? rest, LeftFolder? folder)
    {
        if (rest is not null)
            spool.Release(rest);
        if (folder is null || folder.Close(isEmpty: rest is null) > 0)
            return false;
        if (folder.IsEmpty)
            spool.Reporter.SentLeft(folder.Path, folder.Records);
        return true;
    }

    // What was left for the broker as it is reached when this begins: a change that comes meanwhile takes it along.
    private async Task ScanAsync(BrokerOptions broker)
    {
        await Task.Yield();
        try
        {
            await spool.RunAsync(spool.MoveHeld).ConfigureAwait(false);
            foreach (SpoolFolder folder in await spool.RunAsync(() => spool.ClaimLeft(broker)).ConfigureAwait(false))
                await spool.RunAsync(() => Take(folder)).ConfigureAwait(false);
            if (_hasLookedForOthers)
                return;
            _hasLookedForOthers = true;
            IReadOnlyList<string> others = await spool.RunAsync(spool.Others).ConfigureAwait(false);
            if (others.Count > 0)
                spool.Reporter.FoundOthers(others);
        }
        catch (ObjectDisposedException)
        {
            // The process's delivery has ended.
        }
        catch (Exception exception)
        {
            spool.Reporter.Trouble(exception);
        }
    }

    /// <summary>Takes over what an ended process left. The spool's thread only.</summary>
    /// <param name="found">Its folder, held by this process; let go of when all is sent, or the delivery ends.</param>
    /// <returns>How many writers' records are in it.</returns>
    public int Take(SpoolFolder found)
    {
        IReadOnlyList<SpoolStore> stores = found.OpenStores(spool.Budget, spool.Reporter.Problem);
        if (stores.Count == 0)
        {
            // What could not be read has been told, and stays.
            found.Dispose();
            return 0;
        }

        var folder = new LeftFolder(found, stores.Count, stores.Sum(store => store.Records));
        spool.Reporter.FoundLeft(folder.Path, folder.Records);
        foreach (SpoolStore store in stores)
            Add(store, LeftCount.OfEarlier(store, logs), folder);
        return stores.Count;
    }
}
