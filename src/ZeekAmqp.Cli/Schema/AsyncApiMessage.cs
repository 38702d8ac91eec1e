using System.Text.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Schema;

/// <summary>Describes the messages of one log.</summary>
/// <param name="name">The log's name in the document.</param>
/// <param name="log">The log.</param>
/// <param name="channel">Where they go.</param>
internal sealed class AsyncApiMessage(string name, DescribedLog log, AsyncApiChannel channel)
{
    private const string BindingVersion = "0.3.0";

    private readonly BatchOptions _batch = log.Options.Batch;
    private readonly MessageProperties _properties = log.Options.Target.Properties;

    /// <summary>Writes the messages with records as a value.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("title", _batch.IsOn ? $"Records of Zeek's log {log.Path}, one a line" : $"A record of Zeek's log {log.Path}");
        json.WriteString("contentType", _batch.IsOn ? BodyEncoding.Lines : BodyEncoding.Record);
        if (_batch.IsOn)
        {
            string compression = _batch.Compression == Compression.None ? "" : " The body is compressed, unless content-encoding is not there.";
            json.WriteString("description", $"The payload's schema holds for each line. Each line ends with a line feed.{compression}");
        }

        WriteHeaders(json, _batch.IsOn);
        json.WritePropertyName("payload");
        AsyncApiChannel.WriteReference(json, $"#/components/schemas/{name}");
        WriteBindings(json, _batch.IsOn);
        json.WriteEndObject();
    }

    /// <summary>Writes the message with the schema, which comes before them, as a value.</summary>
    public void WriteSchemaMessage(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", $"{name}.schema");
        json.WriteString("title", $"The JSON Schema of log {log.Path}, before its records");
        json.WriteString("contentType", BodyEncoding.Schema);
        WriteHeaders(json, isBatch: false);
        json.WriteStartObject("payload");
        json.WriteString("type", "object");
        json.WriteEndObject();
        WriteBindings(json, isBatch: false);
        json.WriteEndObject();
    }

    private void WriteHeaders(Utf8JsonWriter json, bool isBatch)
    {
        using JsonDocument? own = _properties.Headers.Length == 0 ? null : JsonDocument.Parse(_properties.Headers);
        JsonProperty[] headers = own is null ? [] : [.. own.RootElement.EnumerateObject()];
        if (headers.Length == 0 && !isBatch)
            return;
        json.WriteStartObject("headers");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        if (isBatch)
        {
            json.WriteStartObject(BodyEncoding.RecordsHeader);
            json.WriteString("type", "integer");
            json.WriteNumber("minimum", 1);
            json.WriteString("description", "how many lines the body has");
            json.WriteEndObject();
        }

        foreach (JsonProperty header in headers)
        {
            json.WriteStartObject(header.Name);
            WriteType(json, header.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("required");
        foreach (string required in headers.Select(header => header.Name).Prepend(BodyEncoding.RecordsHeader).Skip(isBatch ? 0 : 1))
            json.WriteStringValue(required);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteType(Utf8JsonWriter json, JsonElement value)
    {
        string type = value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.Null => "null",
            _ => "boolean",
        };
        json.WriteString("type", type);
        if (type != "string")
            return;
        json.WriteStartArray("examples");
        json.WriteStringValue(channel.Text(value.GetString()!));
        json.WriteEndArray();
    }

    private void WriteBindings(Utf8JsonWriter json, bool isBatch)
    {
        json.WriteStartObject("bindings");
        json.WriteStartObject("amqp");
        if (isBatch && _batch.Compression != Compression.None)
            json.WriteString("contentEncoding", _batch.Compression == Compression.Gzip ? BodyEncoding.Gzip : BodyEncoding.Zstd);
        if (_properties.Type.Length > 0)
            json.WriteString("messageType", channel.Text(_properties.Type));
        json.WriteString("bindingVersion", BindingVersion);
        json.WriteEndObject();
        json.WriteEndObject();
        // AsyncAPI has no place for these two.
        if (_properties.AppId.Length > 0)
            json.WriteString("x-app-id", channel.Text(_properties.AppId));
        json.WriteString("x-message-id", "<writer>-<number>: unique, and the same when a message is repeated");
    }
}
