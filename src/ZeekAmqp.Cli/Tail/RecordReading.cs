using System.Globalization;
using System.Text.Json;
using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Finds in a record what the table shows of it.</summary>
internal static class RecordReading
{
    // Later than year 5000 in seconds, 1973 in milliseconds.
    private const double FirstMillis = 1e11;

    /// <summary>Reads a record; what is none is shown as it is.</summary>
    public static MessageRow Read(ReceivedRecord record)
    {
        try
        {
            if (record.Log is { } log)
                return Row(log, record.Record);
        }
        catch (InvalidOperationException)
        {
            // A text in it is no Unicode.
        }

        return new MessageRow { Log = "?", Summary = Excerpt.Of(record.Bytes) };
    }

    /// <summary>A time of whatever format: <c>2026-01-01 10:00:00</c>, in UTC; empty if it is none.</summary>
    public static string Time(JsonElement time)
    {
        if (time.ValueKind == JsonValueKind.String)
        {
            string text = time.GetString()!.Replace('T', ' ');
            return text[..Math.Min(text.Length, 19)];
        }

        if (time.ValueKind != JsonValueKind.Number || !time.TryGetDouble(out double seconds))
            return "";
        seconds = Math.Abs(seconds) >= FirstMillis ? seconds / 1000 : seconds;
        // Years 1 to 9999.
        return seconds is >= -62135596800 and < 253402300800
            ? DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : "";
    }

    private static MessageRow Row(string log, JsonElement record) => new()
    {
        Time = record.TryGetProperty("ts", out JsonElement time) ? Time(time) : "",
        Log = log,
        Uid = First(record, "uid", "uids", "conn_uids", "fuid"),
        Source = Endpoint(
            First(record, "id.orig_h", "id_orig_h", "src", "client_addr", "host"),
            First(record, "id.orig_p", "id_orig_p")),
        Destination = Endpoint(
            First(record, "id.resp_h", "id_resp_h", "dst", "server_addr"),
            First(record, "id.resp_p", "id_resp_p", "p", "port_num")),
        Summary = RecordSummary.Of(log, record),
    };

    private static string First(JsonElement record, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (record.TryGetProperty(name, out JsonElement value) && RecordSummary.Show(value) is { Length: > 0 } shown)
                return shown;
        }

        return "";
    }

    private static string Endpoint(string host, string port)
    {
        if (port.Length == 0 || host.Length == 0)
            return host;
        return host.Contains(':') ? $"[{host}]:{port}" : $"{host}:{port}";
    }
}
