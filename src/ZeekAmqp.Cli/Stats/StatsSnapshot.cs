namespace ZeekAmqp.Cli.Stats;

/// <summary>All that the view shows at one moment.</summary>
/// <param name="Time">When.</param>
/// <param name="Nodes">Zeek's nodes.</param>
/// <param name="Logs">Their logs, in order: each node's own, or all nodes' together.</param>
/// <param name="Broker">The broker.</param>
internal sealed record StatsSnapshot(DateTimeOffset Time, IReadOnlyList<ZeekState> Nodes, IReadOnlyList<LogRow> Logs, BrokerState Broker)
{
    /// <summary>Whether there is anything in it.</summary>
    public bool HasAnything => Broker.Trouble is null || Nodes.Any(node => node.Trouble is null);

    /// <summary>Why things could not be read.</summary>
    public IEnumerable<string> Troubles => Nodes.Select(node => node.Trouble).Append(Broker.Trouble).OfType<string>();

    /// <summary>Adds up the same logs of several nodes.</summary>
    public static IReadOnlyList<LogRow> Sum(IEnumerable<LogRow> rows)
    {
        var sums = new Dictionary<LogKey, LogRow>();
        foreach (LogRow row in rows)
        {
            LogRow before = sums.GetValueOrDefault(row.Key) ?? new LogRow(row.Key, "", new LogTotals(), null);
            sums[row.Key] = before.Plus(row);
        }

        return [.. sums.Values];
    }

    /// <summary>Logs together.</summary>
    public static LogRow Total(IEnumerable<LogRow> rows) => rows.Aggregate(new LogRow(new LogKey("all", ""), "", new LogTotals(), null), (sum, row) => sum.Plus(row));
}
