namespace ZeekAmqp.Core.Pipeline;

/// <summary>Bytes of records that may wait for one broker. Thread-safe.</summary>
public sealed class MemoryBudget(long maxBytes)
{
    // What a message costs beside its body: its place in the queue and in the window.
    private const int MessageOverhead = 64;

    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _room = new(true);
    private long _used;

    /// <summary>The bound.</summary>
    public long MaxBytes { get; } = maxBytes;

    /// <summary>Bytes in use.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <summary>Whether more than half is in use: time to put records elsewhere.</summary>
    public bool IsTight => UsedBytes > MaxBytes / 2;

    /// <summary>Whether an eighth is free: waking a writer for less would make it and the delivery loop take turns.</summary>
    public bool HasRoomAgain => UsedBytes <= MaxBytes - (MaxBytes / 8);

    /// <summary>Takes room for a body. One that is larger than the bound is let in when nothing else waits.</summary>
    public bool TryReserve(int bodyBytes)
    {
        long size = bodyBytes + (long)MessageOverhead;
        lock (_lock)
        {
            if (_used != 0 && _used + size > MaxBytes)
            {
                _room.Reset();
                return false;
            }

            _used += size;
            return true;
        }
    }

    /// <summary>Takes room whether there is any or not: for what is read back from the spool a little at a time.</summary>
    public void Overdraw(int bodyBytes)
    {
        lock (_lock)
            _used += bodyBytes + (long)MessageOverhead;
    }

    /// <summary>Gives a body's room back.</summary>
    public void Release(int bodyBytes)
    {
        lock (_lock)
        {
            _used -= bodyBytes + (long)MessageOverhead;
            if (!_room.IsSet && HasRoomAgain)
                _room.Set();
        }
    }

    /// <summary>Waits for some room; returns at once if there is.</summary>
    public void WaitForRoom(TimeSpan timeout) => _room.Wait(timeout);
}
