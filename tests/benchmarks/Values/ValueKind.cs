namespace ZeekAmqp.Benchmarks.Values;

/// <summary>Kinds of values whose cost differs.</summary>
public enum ValueKind
{
    /// <summary>Times with microseconds, as most records have them.</summary>
    Times,

    /// <summary>Short durations that were rounded to microseconds: few digits.</summary>
    Microseconds,

    /// <summary>Differences of two times, as conn.log has them: all digits that a double has.</summary>
    Durations,

    /// <summary>Any double.</summary>
    RandomDoubles,

    /// <summary>Counts of one to ten digits.</summary>
    Counts,

    /// <summary>Addresses of IPv4.</summary>
    AddressesV4,

    /// <summary>Addresses of IPv6, half of them with a run of zeros.</summary>
    AddressesV6,

    /// <summary>Clean ASCII of 2 to 18 bytes, as most strings are.</summary>
    ShortStrings,

    /// <summary>Clean ASCII of 200 bytes.</summary>
    LongStrings,

    /// <summary>ASCII of 60 bytes that needs two escapes.</summary>
    Escapes,

    /// <summary>60 characters, every fourth of them of two bytes.</summary>
    Utf8Strings,

    /// <summary>60 bytes that are not UTF-8.</summary>
    Binary,
}
