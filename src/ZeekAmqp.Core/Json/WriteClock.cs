namespace ZeekAmqp.Core.Json;

/// <summary>Writes the time at which a record is taken, in microseconds as Zeek's own times.</summary>
internal sealed class WriteClock(TimeProvider time, TimestampFormat format)
{
    private const double MicrosPerSecond = 1_000_000;

    /// <summary>Writes the time that it is now.</summary>
    public void Write(JsonBuffer target)
    {
        long micros = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        target.Advance(TimeFormat.Write(target.Reserve(TimeFormat.MaxLength), micros / MicrosPerSecond, format));
    }
}
