namespace ZeekAmqp.Cli.Replay;

/// <summary>Waits on a thread of one's own.</summary>
internal static class Pause
{
    // Timers know no less; who is early by less than that is not held up.
    private const double Shortest = 0.001;

    // Timers know no more than some weeks.
    private const double Longest = 3600;

    /// <summary>Waits so many seconds, if they are more than none.</summary>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static void For(double seconds, TimeProvider time, CancellationToken stop)
    {
        long started = time.GetTimestamp();
        while (seconds - time.GetElapsedTime(started).TotalSeconds is >= Shortest and double left)
            Task.Delay(TimeSpan.FromSeconds(Math.Min(left, Longest)), time, stop).GetAwaiter().GetResult();
    }
}
