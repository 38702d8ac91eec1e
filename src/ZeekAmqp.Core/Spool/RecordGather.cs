namespace ZeekAmqp.Core.Spool;

/// <summary>Gathers records, so that many of them are one write. One thread at a time.</summary>
internal sealed class RecordGather
{
    private const int FirstBufferBytes = 16 * 1024;

    // Each lane has one: sixty take 4 MiB. Larger writes would be no faster.
    private const int MaxBufferBytes = 64 * 1024;

    private byte[] _buffer = [];
    private int _used;
    private ISpoolFile? _file;
    private long _offset;

    public static long SizeOf(in SpoolRecord record) => SegmentFormat.RecordHeaderBytes + (long)record.Payload.Length;

    /// <summary>What follows is for this file, from this offset on.</summary>
    public void Begin(ISpoolFile file, long offset)
    {
        _file = file;
        _offset = offset;
        _used = 0;
    }

    /// <summary>Adds a segment's header.</summary>
    public void WriteHeader(long firstOrdinal)
    {
        SegmentFormat.WriteHeader(Room(SegmentFormat.HeaderBytes), firstOrdinal);
        _used += SegmentFormat.HeaderBytes;
    }

    /// <summary>Adds records and writes all that was gathered.</summary>
    /// <exception cref="IOException">Not all was written.</exception>
    public void Write(ReadOnlySpan<SpoolRecord> records, long firstOrdinal)
    {
        long ordinal = firstOrdinal;
        foreach (ref readonly SpoolRecord record in records)
        {
            SegmentFormat.WriteRecordHeader(Room(SegmentFormat.RecordHeaderBytes), record, ordinal);
            _used += SegmentFormat.RecordHeaderBytes;
            Copy(record.Payload.Span);
            ordinal += record.Count;
        }

        Flush();
        _file = null;
    }

    /// <summary>Gives the memory back.</summary>
    public void Shrink() => _buffer = [];

    private void Copy(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            Span<byte> room = Room(Math.Min(payload.Length, MaxBufferBytes / 2));
            int part = Math.Min(payload.Length, room.Length);
            payload[..part].CopyTo(room);
            _used += part;
            payload = payload[part..];
        }
    }

    // At least as many bytes as asked for, behind those in use.
    private Span<byte> Room(int bytes)
    {
        if (_used + bytes > MaxBufferBytes)
            Flush();
        if (_used + bytes > _buffer.Length)
            Array.Resize(ref _buffer, Math.Clamp(Math.Max(_buffer.Length * 2, _used + bytes), FirstBufferBytes, MaxBufferBytes));
        return _buffer.AsSpan(_used);
    }

    private void Flush()
    {
        _file!.Write(_offset, _buffer.AsSpan(0, _used));
        _offset += _used;
        _used = 0;
    }
}
