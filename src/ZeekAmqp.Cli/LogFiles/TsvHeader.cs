using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>What the head of a log in Zeek's TSV format says about the lines below it.</summary>
internal sealed record TsvHeader
{
    /// <summary>Path and columns.</summary>
    public required LogSchema Schema { get; init; }

    /// <summary>Stands between two fields.</summary>
    public required byte[] Separator { get; init; }

    /// <summary>Stands between two elements of a set or vector.</summary>
    public required byte[] SetSeparator { get; init; }

    /// <summary>Stands for a string or container without content.</summary>
    public required TsvMark Empty { get; init; }

    /// <summary>Stands for a value that is not set.</summary>
    public required TsvMark Unset { get; init; }
}
