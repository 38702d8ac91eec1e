using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>A message on its way: where its bytes are, and which one of its writer's it is.</summary>
public readonly struct OutboundMessage
{
    /// <summary>What a message costs in memory beside its body: its place in the queue and in the window, in bytes.</summary>
    internal const int Overhead = 64;

    private readonly Segment _segment;
    private readonly int _offset;

    // Of at most 84 columns: each {field:…} takes 9 bytes of a name's 255.
    private readonly ushort _valuesLength;

    /// <param name="segment">Owner of the bytes; one reference is this message's.</param>
    /// <param name="offset">Where they start: the values, then the body.</param>
    /// <param name="length">How many of them are the body.</param>
    /// <param name="sequence">See <see cref="Sequence"/>.</param>
    /// <param name="acceptedUnixSeconds">See <see cref="AcceptedUnixSeconds"/>.</param>
    /// <param name="records">See <see cref="Records"/>.</param>
    /// <param name="form">See <see cref="Form"/>.</param>
    /// <param name="spoolOrdinal">Its place in the writer's spool; 0 if it is not there.</param>
    /// <param name="valuesLength">How many of the bytes are the values.</param>
    internal OutboundMessage(
        Segment segment, int offset, int length, ulong sequence, long acceptedUnixSeconds, int records, BodyForm form, long spoolOrdinal = 0,
        int valuesLength = 0)
    {
        _segment = segment;
        _offset = offset;
        Length = length;
        Sequence = sequence;
        AcceptedUnixSeconds = acceptedUnixSeconds;
        Records = records;
        Form = form;
        SpoolOrdinal = spoolOrdinal;
        _valuesLength = checked((ushort)valuesLength);
    }

    /// <summary>A message of one record in bytes of its own, for who publishes without a writer.</summary>
    /// <param name="body">The record; taken over.</param>
    /// <param name="sequence">See <see cref="Sequence"/>.</param>
    /// <param name="acceptedUnixSeconds">See <see cref="AcceptedUnixSeconds"/>.</param>
    public static OutboundMessage Of(byte[] body, ulong sequence, long acceptedUnixSeconds) =>
        new(new Segment(body, pool: null), 0, body.Length, sequence, acceptedUnixSeconds, records: 1, BodyForm.Record);

    /// <summary>Size of the body in bytes.</summary>
    public int Length { get; }

    /// <summary>How many records are in it.</summary>
    public int Records { get; }

    /// <summary>What the body is.</summary>
    public BodyForm Form { get; }

    /// <summary>1 for the writer's first message, then 2, and so on.</summary>
    public ulong Sequence { get; }

    /// <summary>When the writer took the first of its records.</summary>
    public long AcceptedUnixSeconds { get; }

    /// <summary>The body. Valid until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Body => _segment.Bytes.AsMemory(_offset + _valuesLength, Length);

    /// <summary>What of its records says where it goes, see <see cref="RoutingValues"/>; mostly nothing does. Valid until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Values => _segment.Bytes.AsMemory(_offset, _valuesLength);

    /// <summary>All of it, as it is kept on disk: the values, then the body.</summary>
    internal ReadOnlyMemory<byte> Stored => _segment.Bytes.AsMemory(_offset, _valuesLength + Length);

    /// <summary>See the constructor.</summary>
    internal long SpoolOrdinal { get; }

    /// <summary>Whether it would be gone if this process ended now.</summary>
    internal bool IsInMemoryOnly => SpoolOrdinal == 0;

    /// <summary>Memory that it takes, in bytes.</summary>
    internal int Cost => _valuesLength + Length + Overhead;

    /// <summary>The same message with another place in the spool; takes over the reference.</summary>
    internal OutboundMessage At(long spoolOrdinal) =>
        new(_segment, _offset, Length, Sequence, AcceptedUnixSeconds, Records, Form, spoolOrdinal, _valuesLength);

    /// <summary>The same message with another body, whose bytes are taken over; the old one's reference is released.</summary>
    internal OutboundMessage With(byte[] body, BodyForm form)
    {
        byte[] bytes = _valuesLength == 0 ? body : [.. Values.Span, .. body];
        _segment.Release();
        return new OutboundMessage(
            new Segment(bytes, pool: null), 0, body.Length, Sequence, AcceptedUnixSeconds, Records, form, SpoolOrdinal, _valuesLength);
    }

    /// <summary>Gives the bytes back. Once.</summary>
    internal void Release() => _segment.Release();
}
