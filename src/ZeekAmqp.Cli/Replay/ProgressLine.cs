using System.Globalization;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Puts a replay's progress into one line. One thread at a time.</summary>
/// <param name="totalBytes">Size of all files; null if it is not known.</param>
internal sealed class ProgressLine(long? totalBytes)
{
    private const int BarCells = 24;

    // The rate shown follows the last few seconds: each look counts for a fifth.
    private const double Smoothing = 0.2;

    private double? _rate;
    private long _lastRecords;
    private TimeSpan _lastElapsed;

    /// <summary>The line, at most <paramref name="width"/> long.</summary>
    /// <param name="counters">How far the reading is.</param>
    /// <param name="outstanding">Records on their way.</param>
    /// <param name="elapsed">Time since the start.</param>
    /// <param name="width">Columns that there are.</param>
    public string Format(ReadCounters counters, long outstanding, TimeSpan elapsed, int width)
    {
        long records = counters.Records;
        UpdateRate(records, elapsed);
        var parts = new List<string>();
        double? part = totalBytes > 0 ? Math.Clamp((double)counters.FileBytes / totalBytes.Value, 0, 1) : null;
        if (part is { } read)
            parts.Add(Invariant($"{Bar(read)} {read * 100,3:0}%"));
        parts.Add(Invariant($"{records:N0} records"));
        parts.Add(Size(counters.Bytes));
        parts.Add(Invariant($"{_rate ?? 0:N0}/s"));
        if (part == 1 && outstanding > 0)
            parts.Add(Invariant($"waiting for {outstanding:N0} confirms"));
        else if (part is > 0 and < 1)
            parts.Add($"{Duration(elapsed * ((1 - part.Value) / part.Value))} left");
        string line = string.Join("  ", parts);
        return line.Length <= width ? line : line[..Math.Max(width, 0)];
    }

    private void UpdateRate(long records, TimeSpan elapsed)
    {
        double seconds = (elapsed - _lastElapsed).TotalSeconds;
        if (seconds <= 0)
            return;
        double rate = (records - _lastRecords) / seconds;
        _rate = _rate is { } before ? before + (Smoothing * (rate - before)) : rate;
        _lastRecords = records;
        _lastElapsed = elapsed;
    }

    private static string Bar(double part)
    {
        int full = (int)Math.Round(part * BarCells);
        return $"[{new string('#', full)}{new string('-', BarCells - full)}]";
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1000 => Invariant($"{bytes} B"),
        < 1000 * 1000 => Invariant($"{bytes / 1e3:0.0} kB"),
        < 1000 * 1000 * 1000 => Invariant($"{bytes / 1e6:0.0} MB"),
        _ => Invariant($"{bytes / 1e9:0.00} GB"),
    };

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1
            ? Invariant($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
            : Invariant($"{time.Minutes}:{time.Seconds:00}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
