namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>A file of <see cref="FaultyFiles"/>: what programs see, what is durable, and which sectors wait to become so.</summary>
internal sealed class FaultyFile
{
    private const int SectorBytes = 512;

    private readonly HashSet<int> _unsynced = [];
    private byte[] _now = [];
    private byte[] _durable = [];
    private int _length;
    private bool _isLengthUnsynced;

    public ReadOnlySpan<byte> Bytes => _now.AsSpan(0, _length);

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        int end = (int)offset + bytes.Length;
        if (end > _now.Length)
            Array.Resize(ref _now, Math.Max(end, _now.Length * 2));
        bytes.CopyTo(_now.AsSpan((int)offset));
        for (int sector = (int)offset / SectorBytes; sector * SectorBytes < end; sector++)
            _unsynced.Add(sector);
        _isLengthUnsynced |= end > _length;
        _length = Math.Max(_length, end);
    }

    public void Truncate(int length)
    {
        if (length >= _length)
            return;
        _now.AsSpan(length, _length - length).Clear();
        _length = length;
        _isLengthUnsynced = true;
        _unsynced.RemoveWhere(sector => sector * SectorBytes >= length);
        if (length % SectorBytes != 0)
            _unsynced.Add(length / SectorBytes);
    }

    public void Sync()
    {
        Array.Resize(ref _durable, _length);
        foreach (int sector in _unsynced)
            CopySector(_now.AsSpan(0, _length), _durable, sector);
        LoseUnsynced();
    }

    /// <summary>What is not durable never will be.</summary>
    public void LoseUnsynced()
    {
        _unsynced.Clear();
        _isLengthUnsynced = false;
    }

    public FaultyFile Copy() => new() { _now = [.. _now], _length = _length, _durable = [.. _now.AsSpan(0, _length)] };

    public FaultyFile Crash(Random random)
    {
        // Nothing, all, or some of what was not synced got to the disk.
        int share = random.Next(3) switch { 0 => 0, 1 => 100, _ => random.Next(101) };
        int length = !_isLengthUnsynced || share == 0 ? _durable.Length
            : share == 100 || random.Next(2) == 0 ? _length
            : random.Next(Math.Min(_durable.Length, _length), Math.Max(_durable.Length, _length) + 1);
        byte[] after = new byte[length];
        _durable.AsSpan(0, Math.Min(length, _durable.Length)).CopyTo(after);
        foreach (int sector in _unsynced)
        {
            if (random.Next(100) < share)
                CopySector(_now.AsSpan(0, _length), after, sector);
        }

        return new FaultyFile { _now = after, _length = length, _durable = [.. after] };
    }

    private static void CopySector(ReadOnlySpan<byte> from, Span<byte> to, int sector)
    {
        int start = sector * SectorBytes;
        int end = Math.Min(start + SectorBytes, Math.Min(from.Length, to.Length));
        if (start < end)
            from[start..end].CopyTo(to[start..]);
    }
}
