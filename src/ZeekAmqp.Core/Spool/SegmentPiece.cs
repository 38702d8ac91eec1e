namespace ZeekAmqp.Core.Spool;

/// <summary>A piece of a segment: a message, or what is in place of one.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">How many bytes it has; 0 where only messages are missing.</param>
public readonly record struct SegmentPiece(SegmentPieceKind Kind, long Offset, long Length)
{
    /// <summary>The message; only of a <see cref="SegmentPieceKind.Record"/>. Valid until the next piece is read.</summary>
    public SpoolEntry Entry { get; init; }

    /// <summary>What is wrong there, in words for a person; empty for a message.</summary>
    public string Why { get; init; } = "";

    /// <summary>How many log records are missing there; 0 also where nobody can know: at the end of the last segment.</summary>
    public long Lost { get; init; }
}
