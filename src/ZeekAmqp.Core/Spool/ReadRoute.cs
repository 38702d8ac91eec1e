using System.Text.Json;

namespace ZeekAmqp.Core.Spool;

/// <summary>Reads the members of a route out of an object.</summary>
internal sealed class ReadRoute(JsonElement json) : IRouteMembers
{
    /// <summary>How many were read.</summary>
    public int Count { get; private set; }

    public string Text(string name, string value) => Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Unlike(name);

    public long Number(string name, long value, long min, long max) =>
        Member(name) is { ValueKind: JsonValueKind.Number } text && text.TryGetInt64(out long number) && number >= min && number <= max
            ? number
            : throw Unlike(name);

    public bool Flag(string name, bool value) => Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Unlike(name),
    };

    private JsonElement Member(string name)
    {
        Count++;
        return json.TryGetProperty(name, out JsonElement member) ? member : throw new JsonException($"there is no {name}");
    }

    private static JsonException Unlike(string name) => new($"there cannot be such a {name}");
}
