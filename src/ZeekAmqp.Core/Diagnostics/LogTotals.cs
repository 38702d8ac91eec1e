namespace ZeekAmqp.Core.Diagnostics;

/// <summary>
/// What has become of the records of one log and filter since the process began: a log's writers come and go, and what they have counted
/// stays. Thread-safe; no lock is held longer than it takes to add up.
/// </summary>
public sealed class LogTotals
{
    /// <summary>Stands for the filter of records that an earlier process left, since nobody knows that filter any more.</summary>
    public const string Left = "(left)";

    private readonly Lock _lock = new();
    private readonly List<WriterCounters> _open = [];
    private RecordCounts _closed;

    internal LogTotals(string path, string filter)
    {
        Path = path;
        Filter = filter;
    }

    /// <summary>The log's path.</summary>
    public string Path { get; }

    /// <summary>The filter's name, or <see cref="Left"/>.</summary>
    public string Filter { get; }

    /// <summary>The sums as they are now.</summary>
    public RecordCounts Read(DateTimeOffset now)
    {
        lock (_lock)
        {
            RecordCounts sum = _closed;
            foreach (WriterCounters counters in _open)
                sum += counters.Read(now);
            return sum;
        }
    }

    /// <summary>One writer more counts for this log.</summary>
    internal WriterCounters Open()
    {
        var counters = new WriterCounters();
        lock (_lock)
            _open.Add(counters);
        return counters;
    }

    /// <summary>All of a writer's records are settled, and it counts no more: its sums are kept, it is not.</summary>
    internal void Close(WriterCounters counters)
    {
        lock (_lock)
        {
            if (_open.Remove(counters))
                _closed += counters.Read(DateTimeOffset.UnixEpoch);
        }
    }
}
