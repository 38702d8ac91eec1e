namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// One patience for all writers that finish: it runs from the first of them, and anew from each record that the broker settles.
/// Thread-safe.
/// </summary>
/// <remarks>So ten writers that finish one after the other while the broker is away wait once, not ten times.</remarks>
internal sealed class FinishClock(TimeProvider time)
{
    private long _lastProgress;

    /// <summary>A writer begins to finish.</summary>
    public void Begin() => Interlocked.CompareExchange(ref _lastProgress, time.GetTimestamp(), 0);

    /// <summary>A record was settled by the broker.</summary>
    public void NoteProgress()
    {
        if (Volatile.Read(ref _lastProgress) != 0)
            Volatile.Write(ref _lastProgress, time.GetTimestamp());
    }

    /// <summary>A writer was opened: what finishes is not the process.</summary>
    public void Restart() => Volatile.Write(ref _lastProgress, 0);

    /// <summary>Time since there was progress, or since the first writer began to finish.</summary>
    public TimeSpan SinceProgress => time.GetElapsedTime(Volatile.Read(ref _lastProgress) is var last && last != 0 ? last : time.GetTimestamp());
}
