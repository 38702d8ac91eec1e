using System.Globalization;
using System.Text.Json;
using ZeekAmqp.Cli.Management;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Writes each snapshot as one line of JSON, for programs: docs/tool/stats.md has its members.</summary>
/// <param name="output">Where.</param>
internal sealed class JsonView(Stream output) : IStatsView
{
    public bool IsLive => false;

    public void Show(StatsSnapshot snapshot)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
            Write(json, snapshot);
        line.WriteByte((byte)'\n');
        line.WriteTo(output);
        output.Flush();
    }

    public void Adjust()
    {
    }

    public void End()
    {
    }

    private static void Write(Utf8JsonWriter json, StatsSnapshot snapshot)
    {
        json.WriteStartObject();
        json.WriteString("time", snapshot.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteStartArray("zeek");
        foreach (ZeekState node in snapshot.Nodes)
            Write(json, node);
        json.WriteEndArray();
        json.WriteStartArray("logs");
        foreach (LogRow row in snapshot.Logs)
            Write(json, row);
        json.WriteEndArray();
        json.WritePropertyName("broker");
        Write(json, snapshot.Broker);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ZeekState node)
    {
        json.WriteStartObject();
        json.WriteString("place", node.Place);
        json.WriteString("error", node.Trouble);
        json.WriteStartArray("connections");
        foreach (ZeekConnection connection in node.Connections)
        {
            json.WriteStartObject();
            json.WriteString("broker", connection.Broker);
            json.WriteBoolean("connected", connection.IsConnected);
            json.WriteNumber("needed", connection.Needed);
            json.WriteNumber("open", connection.Open);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LogRow row)
    {
        LogTotals totals = row.Totals;
        json.WriteStartObject();
        json.WriteString("log", row.Key.Log);
        json.WriteString("filter", row.Key.Filter);
        if (row.Node.Length > 0)
            json.WriteString("zeek", row.Node);
        WriteRate(json, "accepted_per_s", row.Rates?[LogCounter.Accepted]);
        WriteRate(json, "accepted_bytes_per_s", row.Rates?[LogCounter.AcceptedBytes]);
        WriteRate(json, "confirmed_per_s", row.Rates?[LogCounter.Confirmed]);
        WriteRate(json, "published_per_s", row.Rates?[LogCounter.Published]);
        WriteRate(json, "dropped_per_s", row.Rates?.Dropped);
        json.WriteNumber("accepted", totals[LogCounter.Accepted]);
        json.WriteNumber("accepted_bytes", totals[LogCounter.AcceptedBytes]);
        json.WriteNumber("confirmed", totals[LogCounter.Confirmed]);
        json.WriteNumber("spooled", totals[LogCounter.Spooled]);
        json.WriteNumber("drained", totals[LogCounter.Drained]);
        json.WriteNumber("published", totals[LogCounter.Published]);
        json.WriteNumber("retried", totals[LogCounter.Retried]);
        json.WriteNumber("returned", totals[LogCounter.Returned]);
        json.WriteNumber("in_memory", totals.InMemory);
        json.WriteNumber("in_spool", totals.InSpool);
        WriteNumber(json, "in_spool_bytes_about", totals.SpoolBytesAbout);
        json.WriteNumber("lag_s", totals.Lag);
        json.WriteStartObject("dropped");
        foreach ((string reason, long records) in totals.Dropped)
            json.WriteNumber(reason, records);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BrokerState broker)
    {
        json.WriteStartObject();
        json.WriteString("place", broker.Place);
        json.WriteString("error", broker.Trouble);
        if (broker.Overview is { } overview)
        {
            json.WriteString("version", overview.Version);
            WriteRate(json, "publish_per_s", overview.PublishRate);
            WriteRate(json, "confirm_per_s", overview.ConfirmRate);
            WriteRate(json, "deliver_per_s", overview.DeliverRate);
            WriteList(json, "alarms", broker.Nodes is null ? null : broker.Alarms);
            WriteList(json, "notes", broker.Notes);
            json.WriteStartArray("queues");
            foreach (QueueState queue in broker.Queues)
                Write(json, queue);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, QueueState queue)
    {
        json.WriteStartObject();
        json.WriteString("name", queue.Name);
        json.WriteString("vhost", queue.VirtualHost);
        WriteNumber(json, "messages", queue.Messages);
        WriteNumber(json, "ready", queue.Ready);
        WriteNumber(json, "unacknowledged", queue.Unacknowledged);
        WriteNumber(json, "consumers", queue.Consumers);
        WriteRate(json, "publish_per_s", queue.PublishRate);
        WriteRate(json, "deliver_per_s", queue.DeliverRate);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    // A thousandth is enough of a rate.
    private static void WriteRate(Utf8JsonWriter json, string name, double? rate)
    {
        if (rate is { } known)
            json.WriteNumber(name, Math.Round(known, 3));
        else
            json.WriteNull(name);
    }
}
