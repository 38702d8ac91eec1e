namespace ZeekAmqp.Core.Spool;

/// <summary>Where a record lies.</summary>
/// <param name="Segment">Its segment.</param>
/// <param name="Offset">In bytes, from the segment's beginning.</param>
/// <param name="Ordinal">Its ordinal.</param>
internal readonly record struct ReadPlace(SpoolSegment? Segment, long Offset, long Ordinal);
