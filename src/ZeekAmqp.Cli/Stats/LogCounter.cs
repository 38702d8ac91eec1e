namespace ZeekAmqp.Cli.Stats;

/// <summary>What is counted of a log, from Zeek's start on; docs/telemetry.md has the words.</summary>
internal enum LogCounter
{
    /// <summary>Records taken for delivery.</summary>
    Accepted,

    /// <summary>Bytes of them.</summary>
    AcceptedBytes,

    /// <summary>Records that a broker has taken responsibility for.</summary>
    Confirmed,

    /// <summary>Records written to disk.</summary>
    Spooled,

    /// <summary>Records written to disk that are settled since.</summary>
    Drained,

    /// <summary>Messages handed to a connection.</summary>
    Published,

    /// <summary>Messages that had to be published again.</summary>
    Retried,

    /// <summary>Messages that came back.</summary>
    Returned,
}
