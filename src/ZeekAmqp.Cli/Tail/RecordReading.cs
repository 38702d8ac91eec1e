using System.Globalization;
using System.Text.Json;
using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Finds in a message's body what the table shows of it.</summary>
internal static class RecordReading
{
    // Later than year 5000 in seconds, 1973 in milliseconds.
    private const double FirstMillis = 1e11;

    /// <summary>Reads <c>{"conn": {…}}</c>, or a record without this tag; a body of any other form is shown as it is.</summary>
    /// <param name="body">The record.</param>
    /// <param name="log">The message's type: the path of its log, unless <c>message_type</c> says something else.</param>
    public static MessageRow Read(ReadOnlySpan<byte> body, string? log)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Object && RowOf(document.RootElement, log, IsWrittenAsTag(body)) is { } row)
                return row;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not one of ours: shown below.
        }

        return new MessageRow { Log = "?", Summary = Excerpt.Of(body) };
    }

    private static MessageRow? RowOf(JsonElement root, string? log, bool isWrittenAsTag)
    {
        // A tag is alone, and written as one or begins as the message's type, which may be cut; any other object is a value that somebody
        // added to the record.
        JsonProperty[] first = [.. root.EnumerateObject().Take(2)];
        if (first is [{ Value.ValueKind: JsonValueKind.Object } tagged] && (isWrittenAsTag || tagged.Name.StartsWith(log ?? "", StringComparison.Ordinal)))
            return Row(tagged.Name, tagged.Value);
        if (string.IsNullOrEmpty(log))
            log = First(root, "_path");
        return log.Length > 0 ? Row(log, root) : null;
    }

    // A tag has a blank behind its colon; nothing else that Zeek or this project writes has one.
    private static bool IsWrittenAsTag(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            return false;
        long colon = reader.BytesConsumed;
        reader.Read();
        return reader.TokenType == JsonTokenType.StartObject && reader.TokenStartIndex == colon + 1;
    }

    private static MessageRow Row(string log, JsonElement record) => new()
    {
        Time = Time(record),
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

    private static string Time(JsonElement record)
    {
        if (!record.TryGetProperty("ts", out JsonElement time))
            return "";
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
