using System.Text.Json;
using ZeekAmqp.Cli.Filter;

namespace ZeekAmqp.Cli.Tail;

/// <summary>A record as it came, and what it says; read when somebody first asks. One thread.</summary>
/// <param name="bytes">The record.</param>
/// <param name="type">The message's type: the path of its log, unless <c>message_type</c> says something else.</param>
internal sealed class ReceivedRecord(ReadOnlyMemory<byte> bytes, string? type) : IDisposable
{
    private JsonDocument? _document;
    private JsonFields? _fields;
    private string? _log;
    private JsonElement _record;
    private bool _hasTag;
    private bool _isRead;

    /// <summary>The record, with its tag if it has one.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.Span;

    /// <summary>The path of its log; null if these bytes are no record: nothing but <see cref="Bytes"/> means anything then.</summary>
    public string? Log
    {
        get
        {
            Read();
            return _log;
        }
    }

    /// <summary>Whether the record stands in an object that names its log.</summary>
    public bool HasTag
    {
        get
        {
            Read();
            return _hasTag;
        }
    }

    /// <summary>The record without its tag; gone when this is disposed of.</summary>
    public JsonElement Record
    {
        get
        {
            Read();
            return _record;
        }
    }

    /// <summary>The same by the names of its fields.</summary>
    public JsonFields Fields => _fields ??= new JsonFields(Record, Log);

    public void Dispose() => _document?.Dispose();

    private void Read()
    {
        if (_isRead)
            return;
        _isRead = true;
        try
        {
            var reader = new Utf8JsonReader(bytes.Span);
            _document = JsonDocument.ParseValue(ref reader);
            if (_document.RootElement.ValueKind == JsonValueKind.Object)
                FindRecord(_document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not one of ours.
            _log = null;
        }
    }

    private void FindRecord(JsonElement root)
    {
        _record = root;
        // A tag is alone, and written as one or begins as the message's type, which may be cut; any other object is a value that somebody
        // added to the record.
        JsonProperty[] first = [.. root.EnumerateObject().Take(2)];
        if (first is [{ Value.ValueKind: JsonValueKind.Object } tagged] && (IsWrittenAsTag() || tagged.Name.StartsWith(type ?? "", StringComparison.Ordinal)))
        {
            _log = tagged.Name;
            _record = tagged.Value;
            _hasTag = true;
            return;
        }

        string path = string.IsNullOrEmpty(type) && root.TryGetProperty(JsonFields.LogField, out JsonElement named) ? RecordSummary.Show(named) : type ?? "";
        _log = path.Length > 0 ? path : null;
    }

    // A tag has a blank behind its colon; nothing else that Zeek or this project writes has one.
    private bool IsWrittenAsTag()
    {
        var reader = new Utf8JsonReader(bytes.Span);
        reader.Read();
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            return false;
        long colon = reader.BytesConsumed;
        reader.Read();
        return reader.TokenType == JsonTokenType.StartObject && reader.TokenStartIndex == colon + 1;
    }
}
