using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ZeekAmqp.Core.Options;

/// <summary>Tables as options give them: a JSON object, whose values may be anything that JSON has, or nothing for an empty one.</summary>
public static class TableText
{
    /// <summary>Longest text, in bytes of UTF-8: a message's headers have to go into one frame, and frames are 128 KiB.</summary>
    public const int MaxBytes = 16 * 1024;

    // Names are short strings of AMQP.
    private const int MaxNameBytes = OptionText.MaxNameBytes;

    // Far more than anything asks for; the client library and the broker recur.
    private const int MaxDepth = 8;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a table that <see cref="Fault"/> finds nothing wrong with; the caller disposes of it.</summary>
    public static JsonDocument Parse(string text) => JsonDocument.Parse(text.Length == 0 ? "{}" : text, Reading);

    /// <summary>What is wrong with a table, or null.</summary>
    /// <param name="text">The table.</param>
    /// <param name="fault">Says what is wrong with a string in it, or null.</param>
    /// <param name="reserved">A name that it may not have.</param>
    internal static string? Fault(string text, Func<string, string?>? fault = null, string? reserved = null)
    {
        if (text.Length == 0)
            return null;
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            return $"it has more than {MaxBytes} bytes";
        try
        {
            using JsonDocument table = Parse(text);
            if (table.RootElement.ValueKind != JsonValueKind.Object)
                return "it is no JSON object";
            if (reserved is not null && table.RootElement.TryGetProperty(reserved, out _))
                return $"the name '{reserved}' is taken by the writer itself";
            return FaultIn(table.RootElement, fault);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two for half of a surrogate pair, escaped or not.
            int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            return "it is no JSON: " + (position < 0 ? exception.Message : exception.Message[..position]).TrimEnd('.');
        }
    }

    /// <summary>The same table with each string replaced; empty stays empty.</summary>
    internal static string WithStrings(string text, Func<string, string> replace)
    {
        if (text.Length == 0)
            return text;
        var bytes = new ArrayBufferWriter<byte>(text.Length + 16);
        using (JsonDocument table = Parse(text))
        using (var writer = new Utf8JsonWriter(bytes, Writing))
            Copy(table.RootElement, writer, replace);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static string? FaultIn(JsonElement value, Func<string, string?>? fault) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(member => NameFault(member.Name) ?? FaultIn(member.Value, fault)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => value.EnumerateArray().Select(element => FaultIn(element, fault)).FirstOrDefault(found => found is not null),
        JsonValueKind.Number when !double.IsFinite(value.GetDouble()) => $"the number {value.GetRawText()} is too large",
        JsonValueKind.String => fault?.Invoke(value.GetString()!),
        _ => null,
    };

    private static string? NameFault(string name) => OptionText.NameBytes(name) > MaxNameBytes ? $"a name has more than {MaxNameBytes} bytes" : null;

    private static void Copy(JsonElement value, Utf8JsonWriter writer, Func<string, string> replace)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Copy(member.Value, writer, replace);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement element in value.EnumerateArray())
                    Copy(element, writer, replace);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(replace(value.GetString()!));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
