namespace ZeekAmqp.Cli.Replay;

/// <summary>So many records a second at most, evenly: no more at once than a moment's pause would have let through.</summary>
internal sealed class SteadyPace(double recordsPerSecond, TimeProvider time) : IPace
{
    // What timers are late by is made up for; more is not, or a pause would be followed by a flood.
    private static readonly TimeSpan Catchup = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly double _interval = 1 / recordsPerSecond;
    private readonly long _started = time.GetTimestamp();

    // In seconds since the start.
    private double _nextDue;

    public void Wait(double recordTime, CancellationToken stop)
    {
        double wait;
        lock (_lock)
        {
            double now = time.GetElapsedTime(_started).TotalSeconds;
            double due = Math.Max(_nextDue, now - Catchup.TotalSeconds);
            _nextDue = due + _interval;
            wait = due - now;
        }

        Pause.For(wait, time, stop);
    }
}
