namespace ZeekAmqp.Core.Pipeline;

/// <summary>One deadline for all writers that finish together: it runs from the first of them. Thread-safe.</summary>
/// <remarks>So ten writers that finish one after the other while the broker is away wait once, not ten times.</remarks>
internal sealed class FinishClock(TimeProvider time)
{
    // Writers of a process that ends finish side by side, or one right after the other.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _finishing;
    private long? _started;
    private long _lastEnded;

    /// <summary>Time since the first of the writers that finish began to.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _started is { } started ? time.GetElapsedTime(started) : TimeSpan.Zero;
        }
    }

    /// <summary>A writer begins to finish.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_started is null || (_finishing == 0 && time.GetElapsedTime(_lastEnded) > Together))
                _started = time.GetTimestamp();
            _finishing++;
        }
    }

    /// <summary>A writer has finished.</summary>
    public void End()
    {
        lock (_lock)
        {
            _finishing--;
            _lastEnded = time.GetTimestamp();
        }
    }
}
