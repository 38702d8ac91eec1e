using System.Text.Json;

namespace ZeekAmqp.Core.Spool;

/// <summary>Writes the members of a route into an object that the caller begins and ends.</summary>
internal sealed class WrittenRoute(Utf8JsonWriter json) : IRouteMembers
{
    public string Text(string name, string value)
    {
        json.WriteString(name, value);
        return value;
    }

    public long Number(string name, long value, long min, long max)
    {
        json.WriteNumber(name, value);
        return value;
    }

    public bool Flag(string name, bool value)
    {
        json.WriteBoolean(name, value);
        return value;
    }
}
