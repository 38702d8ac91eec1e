using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>Makes messages of one writer's records.</summary>
/// <remarks><see cref="CostOf"/>, <see cref="Add"/>, <see cref="Place"/> and <see cref="ChangeTo"/> are the writer's thread's, the rest any thread's.</remarks>
internal interface IMessageGather : IDisposable
{
    /// <summary>Where the next record is best written to.</summary>
    (byte[] Bytes, int Offset) Place { get; }

    /// <summary>Memory that the record takes which is added next.</summary>
    int CostOf(ReadOnlySpan<byte> record);

    /// <summary>Adds a record, whose memory has been reserved; its bytes are copied, unless they are in their place.</summary>
    void Add(ReadOnlySpan<byte> record, long acceptedUnixSeconds);

    /// <summary>
    /// Makes messages of a schema, behind what is gathered by now. May come between a record's formatting and its <see cref="Add"/>: the
    /// record's place stays as it is.
    /// </summary>
    /// <param name="json">The schema.</param>
    /// <param name="copies">How many messages: they come one after the other, so that each partition gets one.</param>
    /// <param name="unixSeconds">What time it is.</param>
    void AddSchema(byte[] json, int copies, long unixSeconds);

    /// <summary>What is gathered is a message now, however small.</summary>
    void Seal();

    /// <summary>
    /// Makes messages otherwise from now on; what is gathered is a message before that. Not between a record's formatting and its
    /// <see cref="Add"/>: its place may be another one after it.
    /// </summary>
    void ChangeTo(BatchOptions batch, SegmentPool segments);
}
