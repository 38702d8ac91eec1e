using System.Globalization;
using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Puts a snapshot into lines of a width.</summary>
/// <param name="width">Columns that there are.</param>
internal sealed class StatsLayout(int width)
{
    // Columns from which on there is room for long heads and whole numbers, and for more columns.
    private const int Usual = 78;
    private const int Wide = 120;

    // Minutes of records behind; the alert of docs/telemetry.md.
    private const double BadLag = 60;
    private const double WorthALook = 5;

    // Of a sentence; a screen is small.
    private const int MaxLinesOfText = 3;

    private const int MaxQueues = 10;

    /// <summary>All lines.</summary>
    public IReadOnlyList<StyledLine> Lines(StatsSnapshot snapshot, bool isPerNode)
    {
        var lines = new List<StyledLine>();
        foreach (ZeekState node in snapshot.Nodes)
        {
            lines.AddRange(Node(node));
            if (isPerNode && node.Trouble is null)
                lines.AddRange(Logs(node.Logs, node.Logs.Count > 1 ? StatsSnapshot.Total(node.Logs) : null));
        }

        if (!isPerNode && snapshot.Nodes.Any(node => node.Trouble is null))
            lines.AddRange(Logs(snapshot.Logs, snapshot.Logs.Count > 1 ? StatsSnapshot.Total(snapshot.Logs) : null));
        lines.Add(new StyledLine());
        lines.AddRange(Broker(snapshot.Broker));
        return lines;
    }

    private IEnumerable<StyledLine> Node(ZeekState node)
    {
        if (node.Trouble is { } trouble)
        {
            foreach (StyledLine line in Text(trouble, Tone.Warning))
                yield return line;
            yield break;
        }

        if (node.Connections.Count == 0)
            yield return new StyledLine().Add($"Zeek {node.Place}", Tone.Head).Add("  no connection is needed", Tone.Faint);
        foreach (ZeekConnection connection in node.Connections)
        {
            StyledLine line = new StyledLine().Add($"Zeek {node.Place}", Tone.Head)
                .Add(connection.IsConnected ? "  connected" : "  NOT CONNECTED", connection.IsConnected ? Tone.Good : Tone.Bad)
                .Add($" to {connection.Broker}");
            yield return connection.Needed > 1 ? line.Add($" ({connection.Open} of {connection.Needed})") : line;
        }
    }

    private IEnumerable<StyledLine> Logs(IReadOnlyList<LogRow> logs, LogRow? total)
    {
        List<LogRow> rows = [.. logs.OrderBy(row => row.Key.Log, StringComparer.Ordinal).ThenBy(row => row.Key.Filter, StringComparer.Ordinal)];
        // A log's usual filter need not be named.
        HashSet<string> several = [.. logs.GroupBy(row => row.Key.Log).Where(group => group.Count() > 1).Select(group => group.Key)];
        if (total is not null)
            rows.Add(total);
        foreach (StyledLine line in StatsTable.Lines(("log", Name), Columns(), rows, width))
            yield return line;
        string dropped = string.Join(
            "; ", rows.Where(row => row != total && row.Totals.Dropped.Count > 0).Select(row => $"{Name(row)} {Reasons(row.Totals)}"));
        if (dropped.Length > 0)
        {
            foreach (StyledLine line in Text($"dropped since Zeek's start: {dropped}", Tone.Warning))
                yield return line;
        }

        string Name(LogRow row) => several.Contains(row.Key.Log) ? $"{row.Key.Log} {row.Key.Filter}" : row.Key.Log;
    }

    private static string Reasons(LogTotals totals) =>
        string.Join(", ", totals.Dropped.Select(drop => string.Create(CultureInfo.InvariantCulture, $"{drop.Value:N0} {drop.Key}")));

    private List<StatsColumn<LogRow>> Columns()
    {
        bool isNarrow = width < Usual;
        var columns = new List<StatsColumn<LogRow>>
        {
            Rate(isNarrow ? "acc/s" : "accepted/s", LogCounter.Accepted),
            Rate(isNarrow ? "conf/s" : "confirmed/s", LogCounter.Confirmed),
            new("lag", 6, (row, _) => Quantity.Age(row.Totals.Lag), row => row.Totals.Lag switch { > BadLag => Tone.Bad, > WorthALook => Tone.Warning, _ => Tone.Plain }),
            new(isNarrow ? "memory" : "in memory", isNarrow ? 6 : 9, (row, cells) => Quantity.Count(row.Totals.InMemory, cells)),
            new(isNarrow ? "spool" : "in spool", isNarrow ? 6 : 9, (row, cells) => Quantity.Count(row.Totals.InSpool, cells), row => row.Totals.InSpool > 0 ? Tone.Warning : Tone.Plain),
            new("dropped", 7, (row, cells) => Quantity.Count(row.Totals.DroppedInAll, cells), DropTone),
        };
        if (width >= Wide)
        {
            columns.Insert(5, new("spool bytes", 11, (row, _) => row.Totals.InSpool == 0 ? "0" : "~" + Quantity.Bytes(row.Totals.SpoolBytesAbout)));
            columns.Insert(1, new("bytes/s", 8, (row, _) => Quantity.Bytes(row.Rates?[LogCounter.AcceptedBytes])));
            columns.Add(new("messages/s", 10, (row, cells) => Quantity.Rate(row.Rates?[LogCounter.Published], cells)));
            columns.Add(new("retried", 8, (row, cells) => Quantity.Count(row.Totals[LogCounter.Retried], cells)));
        }

        return columns;
    }

    private static StatsColumn<LogRow> Rate(string head, LogCounter counter) =>
        new(head, Math.Max(head.Length, 6), (row, cells) => Quantity.Rate(row.Rates?[counter], cells));

    private static Tone DropTone(LogRow row)
    {
        if (row.Totals.Dropped.Count == 0)
            return Tone.Plain;
        return row.Rates is { Dropped: > 0 } ? Tone.Bad : Tone.Warning;
    }

    private IEnumerable<StyledLine> Broker(BrokerState broker)
    {
        if (broker.Overview is not { } overview)
            return Text(broker.Trouble ?? "", Tone.Warning);
        StyledLine head = new StyledLine().Add($"RabbitMQ {overview.Version} {broker.Place}", Tone.Head);
        if (broker.Nodes is not null && broker.Alarms.Count == 0)
            head.Add("  no alarms", Tone.Good);
        var lines = new List<StyledLine> { head };
        lines.AddRange(broker.Alarms.SelectMany(alarm => Text(alarm, Tone.Bad)));
        lines.AddRange(broker.Notes.SelectMany(note => Text(note, Tone.Warning)));
        (string What, double? Rate)[] rates = [("published", overview.PublishRate), ("confirmed", overview.ConfirmRate), ("delivered", overview.DeliverRate)];
        string known = string.Join("  ", rates.Where(rate => rate.Rate is not null).Select(rate => $"{rate.What} {Quantity.Rate(rate.Rate, 9)}/s"));
        if (known.Length > 0)
            lines.Add(new StyledLine().Add(known));
        if (broker.Queues.Count > 0)
            lines.AddRange(Queues(broker.Queues));
        return lines;
    }

    private IEnumerable<StyledLine> Queues(IReadOnlyList<Management.QueueState> queues)
    {
        bool isNarrow = width < Usual;
        // The fullest, in an order that does not change with each message.
        Management.QueueState[] shown = [.. queues.OrderByDescending(queue => queue.Messages ?? 0).Take(MaxQueues).OrderBy(queue => queue.Name, StringComparer.Ordinal)];
        StatsColumn<Management.QueueState>[] columns =
        [
            new(isNarrow ? "ready" : "messages", isNarrow ? 6 : 9, (queue, cells) => Quantity.Count(isNarrow ? queue.Ready : queue.Messages, cells)),
            .. isNarrow ? [] : new StatsColumn<Management.QueueState>[] { new("ready", 9, (queue, cells) => Quantity.Count(queue.Ready, cells)) },
            new(isNarrow ? "unack" : "unacked", isNarrow ? 6 : 8, (queue, cells) => Quantity.Count(queue.Unacknowledged, cells)),
            new("in/s", 7, (queue, cells) => Quantity.Rate(queue.PublishRate, cells)),
            new("out/s", 7, (queue, cells) => Quantity.Rate(queue.DeliverRate, cells)),
            new(isNarrow ? "cons" : "consumers", isNarrow ? 6 : 9, (queue, cells) => Quantity.Count(queue.Consumers, cells), queue => queue.Consumers == 0 ? Tone.Warning : Tone.Plain),
        ];
        foreach (StyledLine line in StatsTable.Lines(("queue", queue => queue.Name), columns, shown, width))
            yield return line;
        if (shown.Length < queues.Count)
            yield return new StyledLine().Add($"and {queues.Count - shown.Length} queues more, with fewer messages; choose some with --queue", Tone.Faint);
    }

    // A sentence, over some lines where it has to be.
    private IEnumerable<StyledLine> Text(string text, Tone tone)
    {
        var lines = new List<string> { "" };
        foreach (string word in TableLayout.Printable(text).Split(' '))
        {
            bool fits = Cells.WidthOf(lines[^1]) + 1 + Cells.WidthOf(word) <= width;
            if (lines[^1].Length == 0 || fits || lines.Count == MaxLinesOfText)
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            else
                lines.Add("  " + word);
        }

        return lines.Select(line => new StyledLine().Add(line, tone));
    }
}
