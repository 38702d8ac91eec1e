using ZeekAmqp.Cli.Filter;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Which records are shown. Immutable.</summary>
internal sealed record RecordChoice
{
    /// <summary>All that come, be they records or not.</summary>
    public static RecordChoice All { get; } = new();

    /// <summary>Paths of the logs; empty for all.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>What they have to fulfil; null for nothing.</summary>
    public FilterExpression? Filter { get; init; }

    /// <summary>The fields that are shown of them; empty for the usual ones, or all.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Whether each message that comes is shown.</summary>
    public bool IsAll => Paths.Count == 0 && Filter is null && Fields.Count == 0;

    /// <summary>Whether a record is shown. What is no record has neither a log nor fields, so it is not, unless all are.</summary>
    public bool Has(ReceivedRecord record) =>
        IsAll || (record.Log is { } log && (Paths.Count == 0 || Paths.Contains(log)) && Filter?.Matches(record.Fields) != false);
}
