using System.Text.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>Makes a table of AMQP, as the client library takes it, of a table of the options.</summary>
public static class FieldTable
{
    /// <summary>The table; null if it is empty.</summary>
    /// <param name="text">See <see cref="TableText"/>.</param>
    /// <param name="read">What a string in it stands for.</param>
    public static Dictionary<string, object?>? Of(string text, Func<string, string>? read = null)
    {
        using JsonDocument table = TableText.Parse(text);
        Dictionary<string, object?> made = Members(table.RootElement, read ?? (value => value));
        return made.Count == 0 ? null : made;
    }

    private static Dictionary<string, object?> Members(JsonElement table, Func<string, string> read)
    {
        var members = new Dictionary<string, object?>();
        foreach (JsonProperty member in table.EnumerateObject())
            members[member.Name] = Value(member.Value, read);
        return members;
    }

    private static object? Value(JsonElement value, Func<string, string> read) => value.ValueKind switch
    {
        JsonValueKind.Object => Members(value, read),
        JsonValueKind.Array => value.EnumerateArray().Select(element => Value(element, read)).ToList(),
        JsonValueKind.String => read(value.GetString()!),
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? (object)whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
