namespace ZeekAmqp.Core.Pipeline;

/// <summary>A message on its way: where its bytes are, and which one of its writer's it is.</summary>
/// <param name="segment">Owner of the bytes; one reference is this message's.</param>
/// <param name="offset">Where they start.</param>
/// <param name="length">How many they are.</param>
/// <param name="sequence">1 for the writer's first message, then 2, and so on.</param>
/// <param name="acceptedUnixSeconds">When the writer took it.</param>
/// <param name="spoolOrdinal">Its place in the writer's spool; 0 if it is not there.</param>
public readonly struct OutboundMessage(
    Segment segment, int offset, int length, ulong sequence, long acceptedUnixSeconds, long spoolOrdinal = 0)
{
    private readonly Segment _segment = segment;
    private readonly int _offset = offset;

    /// <summary>Size of the body in bytes.</summary>
    public int Length { get; } = length;

    /// <summary>See the constructor.</summary>
    public ulong Sequence { get; } = sequence;

    /// <summary>See the constructor.</summary>
    public long AcceptedUnixSeconds { get; } = acceptedUnixSeconds;

    /// <summary>The body. Valid until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Body => _segment.Bytes.AsMemory(_offset, Length);

    /// <summary>See the constructor.</summary>
    internal long SpoolOrdinal { get; } = spoolOrdinal;

    /// <summary>Whether it would be gone if this process ended now.</summary>
    internal bool IsInMemoryOnly => SpoolOrdinal == 0;

    /// <summary>The same message with another place in the spool; takes over the reference.</summary>
    internal OutboundMessage At(long spoolOrdinal) => new(_segment, _offset, Length, Sequence, AcceptedUnixSeconds, spoolOrdinal);

    /// <summary>Gives the bytes back. Once.</summary>
    internal void Release() => _segment.Release();
}
