namespace ZeekAmqp.Core.Pipeline;

/// <summary>Records with the same values that wait for more of them: their values, then a line for each. One thread at a time.</summary>
internal sealed class OpenBatch
{
    // What a batch has needed that was far larger than usual is not kept for the next one.
    private const int KeptBytes = 64 * 1024;

    private const int FirstBytes = 1024;

    private byte[] _bytes = new byte[FirstBytes];
    private int _used;

    /// <summary>How many records are in it; 0 if it is not in use.</summary>
    public int Records { get; private set; }

    /// <summary>How many of its bytes are the values.</summary>
    public int ValuesLength { get; private set; }

    /// <summary>Bytes of its lines.</summary>
    public int Length => _used - ValuesLength;

    /// <summary>When the first record was taken.</summary>
    public long AcceptedUnixSeconds { get; private set; }

    /// <summary>The same, on the clock of deadlines.</summary>
    public long BegunAt { get; private set; }

    /// <summary>The values and the lines.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _used);

    /// <summary>Whether it is in use, for records with these values.</summary>
    public bool IsFor(ReadOnlySpan<byte> values) => Records > 0 && _bytes.AsSpan(0, ValuesLength).SequenceEqual(values);

    /// <summary>Puts it to use.</summary>
    public void Begin(ReadOnlySpan<byte> values, long acceptedUnixSeconds, long now)
    {
        _used = 0;
        Append(values);
        ValuesLength = values.Length;
        AcceptedUnixSeconds = acceptedUnixSeconds;
        BegunAt = now;
    }

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        Append(record);
        Append("\n"u8);
        Records++;
    }

    /// <summary>It is not in use any more.</summary>
    public void Clear()
    {
        Records = 0;
        if (_bytes.Length > KeptBytes)
            _bytes = new byte[FirstBytes];
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _used < bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
    }
}
