using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.RabbitMq;

/// <summary>The addresses of one channel's messages. One thread at a time; an address that is known costs no memory.</summary>
internal sealed class AddressBook
{
    // What is in records has no bound: a book that is full is begun anew.
    private const int MaxKept = 4096;

    private const int PartitionBytes = sizeof(ushort);

    private readonly AddressTemplate _template;

    // Where nothing depends on the record: one for each partition.
    private readonly KnownAddress[] _fixed = [];

    private readonly Dictionary<byte[], KnownAddress> _known = new(new BytesComparer());
    private readonly Dictionary<byte[], KnownAddress>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private byte[] _key = new byte[PartitionBytes];

    public AddressBook(PublishTarget target)
    {
        _template = new AddressTemplate(target);
        _byBytes = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (_template.Fields.Count == 0)
            _fixed = [.. Enumerable.Range(0, target.Partitions).Select(partition => new KnownAddress(_template.At([], partition)))];
    }

    /// <summary>Whether each message may have another exchange or queue.</summary>
    public bool NamesPlaces => _template.NamesPlaces;

    /// <summary>Where a message goes.</summary>
    public KnownAddress Of(in OutboundMessage message)
    {
        int partition = _template.PartitionOf(message.Sequence);
        if (_fixed.Length > 0)
            return _fixed[partition];
        ReadOnlySpan<byte> key = KeyOf(message.Values.Span, partition);
        if (_byBytes.TryGetValue(key, out KnownAddress? known))
            return known;
        if (_known.Count == MaxKept)
            _known.Clear();
        known = new KnownAddress(_template.At(message.Values.Span, partition));
        _known.Add(key.ToArray(), known);
        return known;
    }

    private ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> values, int partition)
    {
        int length = PartitionBytes + values.Length;
        if (_key.Length < length)
            _key = new byte[length];
        BinaryPrimitives.WriteUInt16LittleEndian(_key, (ushort)partition);
        values.CopyTo(_key.AsSpan(PartitionBytes));
        return _key.AsSpan(0, length);
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? left, byte[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode([DisallowNull] byte[] bytes) => GetHashCode(bytes.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        // Seeded anew in each process: who sends packets cannot make values that collide.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
