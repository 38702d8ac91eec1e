namespace ZeekAmqp.Cli.Replay;

/// <summary>How far the reading is. The reading thread writes, any may look.</summary>
internal sealed class ReadCounters
{
    private long _records;
    private long _malformed;
    private long _bytes;
    private long _fileBytes;

    /// <summary>Records read and handed over.</summary>
    public long Records => Volatile.Read(ref _records);

    /// <summary>Lines that were no record, and files that broke off.</summary>
    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>Bytes of text, after decompression.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Bytes of the files, before it.</summary>
    public long FileBytes => Volatile.Read(ref _fileBytes);

    public void AddRecord() => Volatile.Write(ref _records, _records + 1);

    public void AddMalformed() => Volatile.Write(ref _malformed, _malformed + 1);

    public void AddBytes(long count) => Volatile.Write(ref _bytes, _bytes + count);

    public void AddFileBytes(int count) => Interlocked.Add(ref _fileBytes, count);
}
