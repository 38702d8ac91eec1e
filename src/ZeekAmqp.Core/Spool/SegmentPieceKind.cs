namespace ZeekAmqp.Core.Spool;

/// <summary>What a piece of a segment is.</summary>
public enum SegmentPieceKind
{
    /// <summary>A message that is whole.</summary>
    Record,

    /// <summary>Bytes that are no message, or a place where messages are missing.</summary>
    Damage,

    /// <summary>The end of a message that was being appended when its process or the machine ended, or is being appended now.</summary>
    CutOff,

    /// <summary>What an append that failed has left: the next segment begins with the same ordinals, and has what counts.</summary>
    Leftover,
}
