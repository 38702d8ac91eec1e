using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>Takes fields out of the API's objects. What is missing, or of another type than expected, is nothing: versions differ.</summary>
internal static class ManagementFields
{
    /// <summary>A text; empty for none.</summary>
    public static string Text(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    /// <summary>A whole number; null for none.</summary>
    public static long? Count(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long count) ? count : null;

    /// <summary>Yes or no; null for neither.</summary>
    public static bool? Flag(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    /// <summary>A rate a second, of what <c>name_details</c> counts; null where the broker counts none, or has not yet.</summary>
    public static double? Rate(this JsonElement element, string name) =>
        element.Inner($"{name}_details") is { } details && Find(details, "rate") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>An object in it; null for none.</summary>
    public static JsonElement? Inner(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    /// <summary>Texts of a list, or of one text with commas, as versions differ.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) => Find(element, name) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        _ => [],
    };

    /// <summary>An object's members, as text: strings as they are, all else as JSON.</summary>
    public static IReadOnlyDictionary<string, string> Table(this JsonElement element, string name)
    {
        var table = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (element.Inner(name) is { } inner)
        {
            foreach (JsonProperty member in inner.EnumerateObject())
                table[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        }

        return table;
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;
}
