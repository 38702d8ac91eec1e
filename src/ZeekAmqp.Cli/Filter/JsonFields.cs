using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>The fields of a record that is JSON. Not thread-safe.</summary>
/// <param name="record">An object; its document outlives this.</param>
/// <param name="log">The path of its log; null if nobody knows.</param>
internal sealed class JsonFields(JsonElement record, string? log) : IRecordFields
{
    /// <summary>The field that each record has, written in it or not: the path of its log.</summary>
    public const string LogField = "_path";

    private JsonElement? _logValue;

    public bool TryFind(string name, out JsonElement value)
    {
        if (TryFind(record, name, out value))
            return true;
        if (name != LogField || log is null)
            return false;
        value = _logValue ??= ValueOf(log);
        return true;
    }

    // Zeek flattens its records; an object inside of one is what somebody added to it, and its members have the same kind of name.
    private static bool TryFind(JsonElement json, string name, out JsonElement value)
    {
        if (json.TryGetProperty(name, out value))
            return value.ValueKind != JsonValueKind.Null;
        for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            if (json.TryGetProperty(name.AsSpan(0, dot), out JsonElement inner)
                && inner.ValueKind == JsonValueKind.Object && TryFind(inner, name[(dot + 1)..], out value))
                return true;
        }

        value = default;
        return false;
    }

    private static JsonElement ValueOf(string text)
    {
        using JsonDocument document = JsonDocument.Parse($"\"{JsonEncodedText.Encode(text)}\"");
        return document.RootElement.Clone();
    }
}
