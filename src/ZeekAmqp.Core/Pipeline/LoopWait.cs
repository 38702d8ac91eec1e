namespace ZeekAmqp.Core.Pipeline;

/// <summary>How one delivery loop sleeps: until it is woken, or until something is done. <see cref="Wake"/> is any thread's.</summary>
internal sealed class LoopWait
{
    private readonly WakeSignal _signal = new();

    // A wait that something else won: the next one goes on with it, since the signal has one reader.
    private Task? _pending;

    /// <summary>Wakes the loop, now or when it sleeps next.</summary>
    public void Wake() => _signal.Set();

    /// <summary>Sleeps until woken.</summary>
    public async ValueTask ForWakeAsync(CancellationToken cancellation)
    {
        if (_pending is null)
        {
            ValueTask wait = _signal.WaitAsync();
            if (wait.IsCompletedSuccessfully)
                return;
            _pending = wait.AsTask();
        }

        await _pending.WaitAsync(cancellation).ConfigureAwait(false);
        _pending = null;
    }

    /// <summary>Sleeps until woken or until <paramref name="task"/> has ended, however.</summary>
    public async ValueTask ForWakeOrAsync(Task task)
    {
        _pending ??= _signal.WaitAsync().AsTask();
        await Task.WhenAny(task, _pending).ConfigureAwait(false);
        if (_pending.IsCompleted)
            _pending = null;
    }
}
