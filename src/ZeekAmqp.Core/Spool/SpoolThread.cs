namespace ZeekAmqp.Core.Spool;

/// <summary>
/// One thread for the disk work of all lanes of a broker, so that a disk that hangs stops neither the thread pool nor who writes logs.
/// It syncs registered stores together, at an interval, between pieces of work. Thread-safe.
/// </summary>
/// <param name="syncInterval">How long what was appended may wait for its sync.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Told of a sync that failed; on this thread.</param>
public sealed class SpoolThread(TimeSpan syncInterval, TimeProvider time, Action<SpoolStore, SpoolException> report) : IDisposable
{
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(2);

    private readonly object _lock = new();
    private readonly Queue<SpoolWork> _work = new();
    private readonly HashSet<SpoolStore> _stores = [];
    private Thread? _thread;
    private ITimer? _ticker;
    private bool _isSyncDue;
    private bool _isStopping;

    /// <summary>Runs work on the thread, after all that was given before it.</summary>
    /// <returns>Its result or exception; <see cref="ObjectDisposedException"/> if it does not run any more.</returns>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var item = new SpoolWork<T>(work);
        lock (_lock)
        {
            if (_isStopping)
            {
                item.Refuse();
                return item.Task;
            }

            _work.Enqueue(item);
            Wake();
        }

        return item.Task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Syncs a store from now on.</summary>
    public void Register(SpoolStore store)
    {
        lock (_lock)
        {
            _stores.Add(store);
            if (!_isStopping)
                Wake();
        }
    }

    /// <summary>Does not sync a store any more.</summary>
    public void Unregister(SpoolStore store)
    {
        lock (_lock)
            _stores.Remove(store);
    }

    /// <summary>
    /// Takes no more work, does what it has, syncs once more and ends. What is not done in time is refused, unless it is under way.
    /// </summary>
    /// <returns>Whether it ended in time.</returns>
    public bool Stop(TimeSpan timeout)
    {
        Thread? thread;
        lock (_lock)
        {
            _isStopping = true;
            _ticker?.Dispose();
            Monitor.Pulse(_lock);
            thread = _thread;
        }

        if (thread is null || (thread != Thread.CurrentThread && thread.Join(timeout)))
            return true;
        lock (_lock)
        {
            while (_work.TryDequeue(out SpoolWork? item))
                item.Refuse();
        }

        return false;
    }

    /// <summary>Stops within two seconds. See <see cref="Stop"/>.</summary>
    public void Dispose() => Stop(DisposeTimeout);

    // Under the lock.
    private void Wake()
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "zeek-amqp spool" };
            _thread.Start();
            _ticker = time.CreateTimer(_ => Tick(), null, syncInterval, syncInterval);
        }

        Monitor.Pulse(_lock);
    }

    private void Tick()
    {
        lock (_lock)
        {
            _isSyncDue = true;
            Monitor.Pulse(_lock);
        }
    }

    private void Run()
    {
        while (true)
        {
            SpoolWork? item;
            SpoolStore[] due;
            bool isLast;
            lock (_lock)
            {
                while (_work.Count == 0 && !_isSyncDue && !_isStopping)
                    Monitor.Wait(_lock);
                _work.TryDequeue(out item);
                isLast = _isStopping && item is null;
                due = _isSyncDue || isLast ? [.. _stores] : [];
                _isSyncDue = false;
            }

            // An interval that has passed is not made longer by work.
            foreach (SpoolStore store in due)
                Sync(store);
            item?.Run();
            if (isLast)
                return;
        }
    }

    private void Sync(SpoolStore store)
    {
        try
        {
            if (store.HasUnsynced)
                store.Sync();
        }
        catch (Exception exception)
        {
            // An exception that leaves this thread would end the whole process.
            Report(store, exception as SpoolException ?? new SpoolException($"cannot sync the spool folder '{store.Folder}': {exception.Message}", exception));
        }
    }

    private void Report(SpoolStore store, SpoolException exception)
    {
        try
        {
            report(store, exception);
        }
        catch (Exception)
        {
            // See Sync.
        }
    }
}
