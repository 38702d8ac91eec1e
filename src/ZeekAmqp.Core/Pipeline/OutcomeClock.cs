namespace ZeekAmqp.Core.Pipeline;

/// <summary>When the broker last said anything of any writer's messages; one for all lanes of a connection. Thread-safe.</summary>
internal sealed class OutcomeClock(TimeProvider time)
{
    private long _last = time.GetTimestamp();

    /// <summary>Time since then.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>A confirm or nack has come.</summary>
    public void Note() => Volatile.Write(ref _last, time.GetTimestamp());
}
