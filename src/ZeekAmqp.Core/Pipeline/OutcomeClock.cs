namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// When the broker last said anything of any writer's messages, and whether it was ever in trouble; one for all lanes of a connection.
/// Thread-safe.
/// </summary>
internal sealed class OutcomeClock(TimeProvider time)
{
    private long _last = time.GetTimestamp();
    private volatile bool _hasFailed;

    /// <summary>Whether it was ever away, or refused something. Until then there is no telling, and hope.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>It could not be reached, or was lost, or has refused something.</summary>
    public void NoteFailure() => _hasFailed = true;

    /// <summary>It is another broker from now on, of which nothing is known.</summary>
    public void Forget() => _hasFailed = false;

    /// <summary>Time since then.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>A confirm or nack has come.</summary>
    public void Note() => Volatile.Write(ref _last, time.GetTimestamp());
}
