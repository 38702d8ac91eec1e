using System.Text.Json;

namespace ZeekAmqp.Cli.Schema;

/// <summary>What kinds of values a member of JSON records was seen with.</summary>
internal sealed class SeenValues
{
    // In the order in which a schema lists them.
    private static readonly string[] Names = ["boolean", "integer", "number", "string", "array", "object", "null"];

    private readonly bool[] _kinds = new bool[Names.Length];
    private SeenValues? _elements;

    /// <summary>Notes a value.</summary>
    public void Add(JsonElement value)
    {
        _kinds[KindOf(value)] = true;
        if (value.ValueKind != JsonValueKind.Array)
            return;
        _elements ??= new SeenValues();
        foreach (JsonElement element in value.EnumerateArray())
            _elements._kinds[KindOf(element)] = true;
    }

    /// <summary>The schema of what was seen.</summary>
    public string ToSchema()
    {
        // What is an integer sometimes is a number always.
        string[] types = [.. Names.Where((name, i) => _kinds[i] && !(name == "integer" && _kinds[i + 1]))];
        string type = types.Length switch
        {
            0 => "",
            1 => $"\"type\":\"{types[0]}\"",
            _ => $"\"type\":[\"{string.Join("\",\"", types)}\"]",
        };
        string items = _elements?.ToSchema() is { Length: > 2 } schema ? $",\"items\":{schema}" : "";
        return $"{{{type}{items}}}";
    }

    private static int KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => 0,
        // 1.0 is a double, and an interval of a second, where Zeek writes it.
        JsonValueKind.Number => value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? 1 : 2,
        JsonValueKind.String => 3,
        JsonValueKind.Array => 4,
        JsonValueKind.Object => 5,
        _ => 6,
    };
}
