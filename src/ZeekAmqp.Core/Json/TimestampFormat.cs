namespace ZeekAmqp.Core.Json;

/// <summary>How a time is written; Zeek's <c>JSON::TimestampFormat</c>.</summary>
public enum TimestampFormat
{
    /// <summary>Seconds since 1970 as a decimal: <c>1300475167.096535</c>.</summary>
    Epoch,

    /// <summary>Whole milliseconds since 1970, signed.</summary>
    Millis,

    /// <summary>Whole milliseconds since 1970, unsigned: a time before 1970 wraps around.</summary>
    MillisUnsigned,

    /// <summary><c>2011-03-18T19:06:07.096535Z</c>.</summary>
    Iso8601,
}
