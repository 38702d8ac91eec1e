namespace ZeekAmqp.Core.Spool;

/// <summary>A segment as the ledger knows it: which ordinals are in it, and which of them are settled. Guarded by the ledger's lock.</summary>
/// <param name="folder">Where its file is.</param>
/// <param name="name">Its file.</param>
/// <param name="first">Its first ordinal.</param>
/// <param name="end">The ordinal after its last one.</param>
/// <param name="length">Bytes of it that count.</param>
internal sealed class SpoolSegment(FolderPath folder, string name, long first, long end, long length)
{
    private const int BitsPerWord = 64;

    // A bit for each ordinal from First on; only those that were settled out of order are looked at.
    private ulong[] _settledAhead = [];
    private long _settledAheadCount;

    /// <summary>Where its file is now.</summary>
    public string Path => folder.Of(name);

    public long First { get; } = first;

    public long End { get; private set; } = end;

    /// <summary>
    /// Whether <see cref="End"/> was seen and not only concluded from where the next segment begins. If not, the last ones may be missing.
    /// </summary>
    public bool IsEndSeen { get; set; }

    public long Length { get; private set; } = length;

    /// <summary>Ordinals below it are settled: confirmed, dropped or lost.</summary>
    public long SettledBelow { get; private set; } = first;

    public long Unsettled => End - SettledBelow - _settledAheadCount;

    public bool IsSettled => SettledBelow >= End;

    /// <summary>Whether an ordinal is settled.</summary>
    public bool IsSettledAt(long ordinal) => ordinal < SettledBelow || HasBit(ordinal - First);

    /// <summary>Adds records at its end.</summary>
    public void Extend(long records, long bytes)
    {
        End += records;
        Length += bytes;
    }

    /// <summary>It ends earlier than was concluded.</summary>
    public void EndAt(long end)
    {
        for (long index = end - First; index < (long)_settledAhead.Length * BitsPerWord; index++)
            TakeBit(index);
        SettledBelow = Math.Min(SettledBelow, end);
        End = end;
        IsEndSeen = true;
    }

    /// <summary>Settles an ordinal; returns whether it is one of its own and was not settled before.</summary>
    public bool Settle(long ordinal)
    {
        if (ordinal < SettledBelow || ordinal >= End)
            return false;
        if (ordinal == SettledBelow)
        {
            SettledBelow++;
            while (_settledAheadCount > 0 && SettledBelow < End && TakeBit(SettledBelow - First))
                SettledBelow++;
            return true;
        }

        return SetBit(ordinal - First);
    }

    /// <summary>Settles ordinals in a row; returns how many were its own and not settled before.</summary>
    public int Settle(long ordinal, int count)
    {
        int settled = 0;
        for (long end = ordinal + count; ordinal < end; ordinal++)
            settled += Settle(ordinal) ? 1 : 0;
        return settled;
    }

    /// <summary>Settles all ordinals up to one.</summary>
    public void SettleThrough(long ordinal)
    {
        long below = Math.Min(End, ordinal + 1);
        if (below <= SettledBelow)
            return;
        while (_settledAheadCount > 0 && SettledBelow < below)
            TakeBit(SettledBelow++ - First);
        SettledBelow = below;
    }

    private static int WordOf(long index) => (int)(index / BitsPerWord);

    private static ulong BitOf(long index) => 1UL << (int)(index % BitsPerWord);

    private bool HasBit(long index) => WordOf(index) < _settledAhead.Length && (_settledAhead[WordOf(index)] & BitOf(index)) != 0;

    private bool SetBit(long index)
    {
        if (HasBit(index))
            return false;
        int word = WordOf(index);
        if (word >= _settledAhead.Length)
            Array.Resize(ref _settledAhead, Math.Max(word + 1, _settledAhead.Length * 2));
        _settledAhead[word] |= BitOf(index);
        _settledAheadCount++;
        return true;
    }

    private bool TakeBit(long index)
    {
        if (!HasBit(index))
            return false;
        _settledAhead[WordOf(index)] &= ~BitOf(index);
        _settledAheadCount--;
        return true;
    }
}
