namespace ZeekAmqp.Cli.Tail;

/// <summary>What the table shows of a record. Texts may hold anything that the wire held.</summary>
internal sealed record MessageRow
{
    /// <summary>Above the columns.</summary>
    public static MessageRow Heads { get; } = new()
    {
        Time = "time",
        Log = "log",
        Uid = "uid",
        Source = "source",
        Destination = "destination",
        Summary = "summary",
    };

    /// <summary>When: <c>2026-01-01 10:00:00</c>, in UTC.</summary>
    public string Time { get; init; } = "";

    /// <summary>The log's path.</summary>
    public string Log { get; init; } = "";

    /// <summary>The connection.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Who began it.</summary>
    public string Source { get; init; } = "";

    /// <summary>With whom.</summary>
    public string Destination { get; init; } = "";

    /// <summary>What else is worth a look.</summary>
    public string Summary { get; init; } = "";
}
