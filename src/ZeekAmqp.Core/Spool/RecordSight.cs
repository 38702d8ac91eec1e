namespace ZeekAmqp.Core.Spool;

/// <summary>What lies at a place in a segment.</summary>
internal enum RecordSight
{
    /// <summary>No record, or a damaged one.</summary>
    None,

    /// <summary>What looks like a record, but has not been read to its end.</summary>
    Partial,

    /// <summary>A record whose checksum is right.</summary>
    Whole,
}
