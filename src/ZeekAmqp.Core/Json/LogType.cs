namespace ZeekAmqp.Core.Json;

/// <summary>Types of log columns. The numbers are those of <c>ZEEKAMQP_TYPE_…</c> in <c>zeekamqp.h</c>.</summary>
public enum LogType : byte
{
    /// <summary>Never valid: zeroed memory is noticed.</summary>
    None = 0,
    Bool = 1,
    Int = 2,
    Count = 3,
    Port = 4,
    Double = 5,
    Interval = 6,
    Time = 7,
    String = 8,
    Enum = 9,
    File = 10,
    Func = 11,
    Addr = 12,
    Subnet = 13,
    Set = 14,
    Vector = 15,
}

/// <summary>Facts about <see cref="LogType"/>.</summary>
public static class LogTypes
{
    /// <summary>Whether a value of this type has elements.</summary>
    public static bool IsContainer(this LogType type) => type is LogType.Set or LogType.Vector;

    /// <summary>Whether the number names a type.</summary>
    public static bool IsKnown(this LogType type) => type is > LogType.None and <= LogType.Vector;
}
