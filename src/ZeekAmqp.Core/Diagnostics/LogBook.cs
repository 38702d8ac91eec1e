namespace ZeekAmqp.Core.Diagnostics;

/// <summary>The totals of all logs of a process, by path and filter, in the order in which they were first needed. Thread-safe.</summary>
public sealed class LogBook
{
    /// <summary>Where the logs beyond <see cref="MaxLogs"/> are counted together.</summary>
    public const string Others = "(others)";

    /// <summary>How many logs have sums of their own. A path that is made from what is on the wire must not fill memory, or a monitoring system.</summary>
    public const int MaxLogs = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Path, string Filter), LogTotals> _byName = [];
    private readonly List<LogTotals> _all = [];

    /// <summary>Those that there are. None is ever taken away, and what is new is at the end.</summary>
    public IReadOnlyList<LogTotals> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    /// <summary>The totals of a log and filter, made at the first call for them.</summary>
    internal LogTotals Of(string path, string filter)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue((path, filter), out LogTotals? totals))
                return totals;
            return _all.Count < MaxLogs ? Add(path, filter) : _byName.GetValueOrDefault((Others, "")) ?? Add(Others, "");
        }
    }

    private LogTotals Add(string path, string filter)
    {
        var totals = new LogTotals(path, filter);
        _byName.Add((path, filter), totals);
        _all.Add(totals);
        return totals;
    }
}
