using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Schema;

/// <summary>Says as JSON Schema how a value of one of Zeek's types is written in a record.</summary>
internal static class TypeSchema
{
    /// <summary>The schema of a column.</summary>
    /// <param name="field">The column.</param>
    /// <param name="format">The form of the records.</param>
    public static string Of(LogField field, RecordFormat format)
    {
        if (!field.Type.IsContainer())
            return Simple(field.Type, format.Timestamps, format.IncludeUnsetFields);
        // A vector may have holes, a set has none. What is in a container of containers the log does not say.
        bool hasHoles = field.Type == LogType.Vector;
        string items = field.Subtype.IsContainer() ? $"{{{Type("array", hasHoles)}}}" : Simple(field.Subtype, format.Timestamps, hasHoles);
        return $$"""{{{Type("array", format.IncludeUnsetFields)}},"items":{{items}},"x-zeek-type":"{{NameOf(field.Type)}}[{{NameOf(field.Subtype)}}]"}""";
    }

    /// <summary>The schema of a value that is not a container.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="timestamps">How times are written.</param>
    /// <param name="isNullable">Whether it may be unset and there.</param>
    public static string Simple(LogType type, TimestampFormat timestamps, bool isNullable)
    {
        // A number that is none, NaN, and one without end are null in JSON.
        bool isFloat = type is LogType.Double or LogType.Interval || (type == LogType.Time && timestamps == TimestampFormat.Epoch);
        return $$"""{{{Type(JsonType(type, timestamps), isNullable || isFloat)}}{{Details(type, timestamps)}},"x-zeek-type":"{{NameOf(type)}}"}""";
    }

    /// <summary>What Zeek calls a type in the head of a TSV log.</summary>
    public static string NameOf(LogType type) => type.ToString().ToLowerInvariant();

    private static string Type(string type, bool isNullable) => isNullable ? $"\"type\":[\"{type}\",\"null\"]" : $"\"type\":\"{type}\"";

    private static string JsonType(LogType type, TimestampFormat timestamps) => type switch
    {
        LogType.Bool => "boolean",
        LogType.Int or LogType.Count or LogType.Port => "integer",
        LogType.Double or LogType.Interval => "number",
        LogType.Time when timestamps == TimestampFormat.Epoch => "number",
        LogType.Time when timestamps != TimestampFormat.Iso8601 => "integer",
        _ => "string",
    };

    // The formats of integers are OpenAPI's: a program in which all numbers are doubles has to know.
    private static string Details(LogType type, TimestampFormat timestamps) => type switch
    {
        LogType.Int => ",\"format\":\"int64\"",
        LogType.Count => ",\"minimum\":0,\"format\":\"uint64\"",
        LogType.Port => ",\"minimum\":0,\"maximum\":65535",
        LogType.Interval => ",\"description\":\"seconds\",\"x-unit\":\"s\"",
        LogType.Addr => ",\"anyOf\":[{\"format\":\"ipv4\"},{\"format\":\"ipv6\"}],\"description\":\"an IPv4 or IPv6 address\"",
        LogType.Subnet => ",\"pattern\":\"^[0-9a-f:.]+/[0-9]{1,3}$\",\"description\":\"an address, a slash, and the length of the prefix in bits\"",
        LogType.Time => timestamps switch
        {
            TimestampFormat.Epoch => ",\"description\":\"seconds since 1970-01-01T00:00:00Z\",\"x-unit\":\"s\"",
            TimestampFormat.Iso8601 => ",\"format\":\"date-time\"",
            TimestampFormat.MillisUnsigned => ",\"minimum\":0,\"format\":\"uint64\",\"description\":\"milliseconds since 1970-01-01T00:00:00Z\",\"x-unit\":\"ms\"",
            _ => ",\"format\":\"int64\",\"description\":\"milliseconds since 1970-01-01T00:00:00Z\",\"x-unit\":\"ms\"",
        },
        _ => "",
    };
}
