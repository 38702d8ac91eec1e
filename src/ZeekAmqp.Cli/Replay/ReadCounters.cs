namespace ZeekAmqp.Cli.Replay;

/// <summary>How far the reading is. Thread-safe.</summary>
internal sealed class ReadCounters
{
    private long _records;
    private long _skipped;
    private long _resumed;
    private long _malformed;
    private long _bytes;
    private long _fileBytes;

    /// <summary>Records read and handed over.</summary>
    public long Records => Volatile.Read(ref _records);

    /// <summary>Records that were not wanted.</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>Records that an earlier run has sent.</summary>
    public long Resumed => Volatile.Read(ref _resumed);

    /// <summary>Lines that were no record, and files that broke off.</summary>
    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>Bytes of text, after decompression.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Bytes of the files, before it.</summary>
    public long FileBytes => Volatile.Read(ref _fileBytes);

    public void AddRecord() => Interlocked.Increment(ref _records);

    public void AddSkipped() => Interlocked.Increment(ref _skipped);

    public void AddResumed() => Interlocked.Increment(ref _resumed);

    public void AddMalformed() => Interlocked.Increment(ref _malformed);

    public void AddBytes(long count) => Interlocked.Add(ref _bytes, count);

    public void AddFileBytes(int count) => Interlocked.Add(ref _fileBytes, count);
}
