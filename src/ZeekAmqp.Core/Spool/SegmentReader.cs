namespace ZeekAmqp.Core.Spool;

/// <summary>Reads a store's records in order, and finds its way behind damage. One thread at a time.</summary>
internal sealed class SegmentReader(SegmentInput input, SpoolLedger ledger, ProblemList problems) : IDisposable
{
    // A chunk holds at least some records, however few bytes the caller asks for.
    private const int MinChunkBytes = 4096;

    private SpoolSegment? _segment;
    private long _offset;

    // The ordinal that is due in this segment.
    private long _due;

    // Where the damage began that reading is trying to get over, or -1.
    private long _damagedFrom = -1;

    /// <summary>Reads the next unread records; false if there is none.</summary>
    /// <exception cref="SpoolException">The disk does not give them; nothing has changed.</exception>
    public bool TryRead(int maxRecords, int maxBytes, byte[] offered, out byte[] buffer, IList<SpoolEntry> entries)
    {
        while (ledger.NextToRead() is { } segment)
        {
            if (segment != _segment)
                Enter(segment);
            if (ledger.TryTakeMarked(segment, out ReadPlace marked) && marked.Ordinal > _due)
                (_offset, _due, _damagedFrom) = (marked.Offset, marked.Ordinal, -1);
            if (ReadChunks(segment, maxRecords, maxBytes, offered, out buffer, entries))
            {
                ledger.MarkReadBelow(entries[^1].End);
                return true;
            }

            NoteLoss(segment, _due, segment.End, Math.Min(_damagedFrom < 0 ? _offset : _damagedFrom, _offset));
            (_offset, _due, _damagedFrom) = (segment.Length, Math.Max(_due, segment.End), -1);
            ledger.MarkReadBelow(segment.End);
        }

        buffer = [];
        return false;
    }

    /// <summary>Reads through a segment that an earlier process wrote last; returns the ordinal after its last record.</summary>
    /// <exception cref="SpoolException">The disk does not give it.</exception>
    public static long FindEnd(ISpoolFiles files, string path, long first, long length)
    {
        var segment = new SpoolSegment(new FolderPath(Path.GetDirectoryName(path) ?? ""), Path.GetFileName(path), first, SegmentFormat.MaxOrdinal, length) { IsEndSeen = true };
        var ledger = new SpoolLedger();
        ledger.Append(segment, 0, 0);
        using var reader = new SegmentReader(new SegmentInput(files, patience: 0), ledger, new ProblemList());
        reader.Enter(segment);
        var entries = new List<SpoolEntry>();
        byte[] chunk = new byte[SegmentFormat.MaxSegmentBytes / 8];
        while (reader.ReadChunks(segment, int.MaxValue, chunk.Length, chunk, out _, entries))
            entries.Clear();
        return reader._due;
    }

    /// <summary>Closes a segment that is about to be deleted.</summary>
    public void Leave(SpoolSegment segment)
    {
        if (_segment == segment)
            Dispose();
    }

    public void Dispose()
    {
        input.Close();
        _segment = null;
    }

    private void Enter(SpoolSegment segment)
    {
        Dispose();
        input.Open(segment.Path);
        _segment = segment;
        _offset = SegmentFormat.HeaderBytes;
        _due = segment.First;
        _damagedFrom = -1;
    }

    // Reads on in a segment until there are entries; false at its end.
    private bool ReadChunks(
        SpoolSegment segment, int maxRecords, int maxBytes, byte[] offered, out byte[] buffer, IList<SpoolEntry> entries)
    {
        long wanted = Math.Max(maxBytes, MinChunkBytes);
        while (segment.Length - _offset >= SegmentFormat.RecordHeaderBytes)
        {
            int size = (int)Math.Min(Math.Min(wanted, segment.Length - _offset), Array.MaxLength);
            buffer = size <= offered.Length ? offered : GC.AllocateUninitializedArray<byte>(size);
            int read = input.Read(_offset, buffer.AsSpan(0, size));
            if (read < SegmentFormat.RecordHeaderBytes)
                break;
            int used = Scan(segment, buffer, size, read, maxRecords, maxBytes, entries, out wanted);
            _offset += used;
            if (entries.Count > 0)
                return true;
            wanted = Math.Max(wanted, Math.Max(maxBytes, MinChunkBytes));
        }

        buffer = [];
        return false;
    }

    // Takes records out of a chunk, of which so many bytes were asked for and so many came. Returns how many of its bytes are done with, and how many the record behind them needs.
    private int Scan(
        SpoolSegment segment, byte[] buffer, int asked, int read, int maxRecords, int maxBytes, IList<SpoolEntry> entries, out long wanted)
    {
        int at = 0;
        int payload = 0;
        wanted = 0;
        long unread = ledger.NextUnread;
        while (read - at >= SegmentFormat.RecordHeaderBytes && entries.Count < maxRecords)
        {
            // Each message up to this one takes a header at least, so no ordinal here can be higher than that.
            long place = _offset + at;
            long messages = 1 + ((place - SegmentFormat.HeaderBytes) / SegmentFormat.RecordHeaderBytes);
            long highest = segment.First + (messages * SegmentFormat.MaxCount) - 1;
            RecordSight sight = SegmentFormat.Look(
                buffer.AsSpan(at, read - at), segment.Length - place, _due, Math.Min(highest, segment.End - 1), out long ordinal, out long end, out int size);
            if (sight == RecordSight.Partial && (at > 0 || asked < size))
            {
                wanted = size;
                return at;
            }

            if (sight != RecordSight.Whole)
            {
                if (_damagedFrom < 0)
                    _damagedFrom = place;
                at = NextMarker(buffer, at + 1, read);
                continue;
            }

            if (payload + size - SegmentFormat.RecordHeaderBytes > maxBytes && entries.Count > 0)
                return at;
            NoteLoss(segment, _due, ordinal, _damagedFrom);
            _damagedFrom = -1;
            if (ordinal >= unread && !ledger.IsSettled(ordinal))
            {
                entries.Add(SegmentFormat.Entry(buffer, at, ordinal, size));
                payload += size - SegmentFormat.RecordHeaderBytes;
            }

            _due = end;
            at += size;
        }

        return at;
    }

    // Where the next record may begin: a marker, or the last bytes, which may be the first of one.
    private static int NextMarker(byte[] buffer, int from, int read)
    {
        int found = buffer.AsSpan(from, read - from).IndexOf(SegmentFormat.MarkerBytes);
        return found >= 0 ? from + found : Math.Max(from, read - SegmentFormat.MarkerBytes.Length + 1);
    }

    private void NoteLoss(SpoolSegment segment, long from, long to, long offset)
    {
        long lost = from < to ? ledger.Lose(segment, from, to) : 0;
        if (lost > 0)
            problems.AddLoss(lost, segment.Path, offset);
    }
}
