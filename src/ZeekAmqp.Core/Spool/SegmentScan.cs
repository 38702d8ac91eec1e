namespace ZeekAmqp.Core.Spool;

/// <summary>
/// Reads a segment's file piece by piece, from its beginning to its end, whatever is in it, and says what is wrong where. It changes nothing, takes
/// no lock, and may run beside who appends to the file or deletes it. One thread at a time.
/// </summary>
/// <remarks>It takes for a message exactly what <see cref="SpoolStore.TryRead"/> does.</remarks>
public sealed class SegmentScan : IDisposable
{
    private const int ChunkBytes = 256 * 1024;

    private readonly SegmentInput _input;
    private readonly SegmentHead _head;
    private readonly long _end;
    private byte[] _buffer = [];

    // Where in the file the buffer begins, and how much of it is read.
    private long _start;
    private int _filled;
    private long _at;
    private long _due;
    private bool _isShorter;
    private bool _isOver;

    /// <summary>Opens a segment.</summary>
    /// <exception cref="SpoolException">It cannot be opened.</exception>
    public SegmentScan(ISpoolFiles files, SegmentHead head)
    {
        // A bad sector is no reason to wait here.
        _input = new SegmentInput(files, patience: 0);
        _input.Open(head.Path);
        _head = head;
        _end = head.End ?? SegmentFormat.MaxOrdinal;
        _due = head.First;
        _at = head.Length < SegmentFormat.HeaderBytes ? 0 : SegmentFormat.HeaderBytes;
    }

    /// <summary>The ordinal after the last record that was read.</summary>
    public long Due => _due;

    /// <summary>Reads the next piece; false at the end.</summary>
    public bool TryRead(out SegmentPiece piece)
    {
        piece = default;
        long damagedFrom = -1;
        string why = "";
        while (!_isOver && _due < _end && _head.Length - _at >= SegmentFormat.RecordHeaderBytes)
        {
            if (!TryLook(out RecordSight sight, out long ordinal, out long end, out int size, out string fault))
            {
                (damagedFrom, why) = damagedFrom < 0 ? (_at, fault) : (damagedFrom, why);
                break;
            }

            if (sight != RecordSight.Whole)
            {
                (damagedFrom, why) = damagedFrom < 0 ? (_at, fault) : (damagedFrom, why);
                _at += NextMarker();
                continue;
            }

            if (damagedFrom >= 0 || ordinal > _due)
            {
                long from = damagedFrom < 0 ? _at : damagedFrom;
                piece = new SegmentPiece(SegmentPieceKind.Damage, from, _at - from)
                {
                    Why = damagedFrom < 0 ? "the records before this one are not there" : why,
                    Lost = ordinal - _due,
                };
                _due = ordinal;
                return true;
            }

            piece = new SegmentPiece(SegmentPieceKind.Record, _at, size) { Entry = SegmentFormat.Entry(_buffer, (int)(_at - _start), ordinal, size) };
            _at += size;
            _due = end;
            return true;
        }

        if (_isOver)
            return false;
        _isOver = true;
        return TryEnd(damagedFrom < 0 ? _at : damagedFrom, why, out piece);
    }

    /// <inheritdoc/>
    public void Dispose() => _input.Close();

    // False if the file cannot be read here, or has become shorter.
    private bool TryLook(out RecordSight sight, out long ordinal, out long end, out int size, out string fault)
    {
        (sight, ordinal, end, size, fault) = (RecordSight.None, 0, 0, 0, "");
        try
        {
            ReadOnlySpan<byte> bytes = Window(SegmentFormat.RecordHeaderBytes);
            if (bytes.Length < SegmentFormat.RecordHeaderBytes)
            {
                fault = "the file has become shorter while it was read";
                _isShorter = true;
                return false;
            }

            // Each message before this one takes a header at least.
            long messages = 1 + ((_at - SegmentFormat.HeaderBytes) / SegmentFormat.RecordHeaderBytes);
            long highest = Math.Min(_head.First + (messages * SegmentFormat.MaxCount) - 1, _end - 1);
            sight = SegmentFormat.Look(bytes, _head.Length - _at, _due, highest, out ordinal, out end, out size);
            if (sight == RecordSight.Partial)
            {
                bytes = Window(size);
                sight = SegmentFormat.Look(bytes, _head.Length - _at, _due, highest, out ordinal, out end, out size);
            }

            if (sight != RecordSight.Whole)
                fault = SegmentFault.Of(bytes, _head.Length - _at, _due);
            return true;
        }
        catch (SpoolException exception)
        {
            fault = exception.Message;
            return false;
        }
    }

    private bool TryEnd(long from, string why, out SegmentPiece piece)
    {
        piece = default;
        long rest = _head.Length - from;
        if (_due >= _end)
        {
            piece = new SegmentPiece(SegmentPieceKind.Leftover, from, rest) { Why = "left by an append that failed; the next file has these records" };
            return rest > 0;
        }

        long lost = _head.End is null ? 0 : _end - _due;
        if (rest == 0)
        {
            piece = new SegmentPiece(SegmentPieceKind.Damage, from, 0) { Why = "the file ends too early, or files behind it are missing", Lost = lost };
            return lost > 0;
        }

        bool isCutOff = _head.End is null && (_isShorter || IsCutOff(from));
        if (why.Length == 0)
            why = from == 0 ? "the file ends in its header" : "the file ends in the header of a record";
        piece = new SegmentPiece(isCutOff ? SegmentPieceKind.CutOff : SegmentPieceKind.Damage, from, rest) { Why = why, Lost = lost };
        return true;
    }

    private bool IsCutOff(long from)
    {
        if (from < SegmentFormat.HeaderBytes)
            return true;
        try
        {
            Span<byte> first = stackalloc byte[SegmentFormat.RecordHeaderBytes];
            Span<byte> last = stackalloc byte[1];
            first = first[.._input.Read(from, first[..(int)Math.Min(first.Length, _head.Length - from)])];
            return first.Length > 0 && _input.Read(_head.Length - 1, last) == 1 && SegmentFault.IsCutOff(first, _head.Length - from, last[0]);
        }
        catch (SpoolException)
        {
            return false;
        }
    }

    // How far it is to the next place where a record may begin: a marker, or the last bytes read, which may be the first of one.
    private int NextMarker()
    {
        ReadOnlySpan<byte> bytes = Window(SegmentFormat.RecordHeaderBytes);
        int found = bytes[1..].IndexOf(SegmentFormat.MarkerBytes);
        return found >= 0 ? 1 + found : Math.Max(1, bytes.Length - SegmentFormat.MarkerBytes.Length + 1);
    }

    // What the file has from here on: so many bytes or more, unless it ends before.
    private ReadOnlySpan<byte> Window(int wanted)
    {
        if (_at < _start || _at + wanted > _start + _filled)
        {
            int size = (int)Math.Min(Math.Max(wanted, ChunkBytes), _head.Length - _at);
            if (_buffer.Length < size)
                _buffer = GC.AllocateUninitializedArray<byte>(size);
            (_start, _filled) = (_at, 0);
            _filled = _input.Read(_at, _buffer.AsSpan(0, size));
        }

        return _buffer.AsSpan((int)(_at - _start), _filled - (int)(_at - _start));
    }
}
