namespace ZeekAmqp.Cli.Replay;

/// <summary>As fast as the records once came, or so many times faster: they keep their distances from the first one.</summary>
/// <remarks>What is older than those before it, and what does not say when it happened, does not wait.</remarks>
internal sealed class OriginalPace(double factor, TimeProvider time) : IPace
{
    private readonly Lock _lock = new();
    private double _firstRecord = double.NaN;
    private long _started;

    public void Wait(double recordTime, CancellationToken stop)
    {
        if (!double.IsFinite(recordTime))
            return;
        double due;
        lock (_lock)
        {
            if (double.IsNaN(_firstRecord))
            {
                _firstRecord = recordTime;
                _started = time.GetTimestamp();
            }

            due = (recordTime - _firstRecord) / factor;
        }

        Pause.For(due - time.GetElapsedTime(_started).TotalSeconds, time, stop);
    }
}
