using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.Schema;

/// <summary>Reads what Zeek's scripts call types: <c>count</c>, <c>enum Notice::Type</c>, <c>set[string]</c>, <c>vector of addr</c>.</summary>
internal static class ZeekType
{
    private const string VectorOf = "vector of ";

    /// <summary>Reads a type that a log can have.</summary>
    /// <returns>False if it is none.</returns>
    public static bool TryParse(string text, out LogType type, out LogType elements)
    {
        elements = LogType.None;
        if (text.StartsWith("set[", StringComparison.Ordinal) && text.EndsWith(']'))
        {
            type = LogType.Set;
            elements = Simple(text[4..^1]);
        }
        else if (text.StartsWith(VectorOf, StringComparison.Ordinal))
        {
            type = LogType.Vector;
            elements = Simple(text[VectorOf.Length..]);
        }
        else
        {
            type = Simple(text);
        }

        return type != LogType.None && (elements != LogType.None || !type.IsContainer());
    }

    private static LogType Simple(string text) => text.Split([' ', '('], 2)[0] switch
    {
        "bool" => LogType.Bool,
        "int" => LogType.Int,
        "count" => LogType.Count,
        "port" => LogType.Port,
        "double" => LogType.Double,
        "interval" => LogType.Interval,
        "time" => LogType.Time,
        "string" => LogType.String,
        "enum" => LogType.Enum,
        "file" => LogType.File,
        "func" or "function" or "event" or "hook" => LogType.Func,
        "addr" => LogType.Addr,
        "subnet" => LogType.Subnet,
        _ => LogType.None,
    };
}
