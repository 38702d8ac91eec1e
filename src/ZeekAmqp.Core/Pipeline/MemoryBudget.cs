namespace ZeekAmqp.Core.Pipeline;

/// <summary>Bytes of memory that what waits for one broker may take. Thread-safe.</summary>
public sealed class MemoryBudget(long maxBytes)
{
    // Who waits sleeps at once: room is a while in coming.
    private readonly ManualResetEventSlim _room = new(true, spinCount: 0);

    private long _used;

    /// <summary>The bound.</summary>
    public long MaxBytes { get; } = maxBytes;

    /// <summary>Bytes in use.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <summary>Whether more than half is in use: time to put records elsewhere.</summary>
    public bool IsTight => UsedBytes > MaxBytes / 2;

    /// <summary>Whether an eighth is free: waking a writer for less would make it and the delivery loop take turns.</summary>
    public bool HasRoomAgain => UsedBytes <= MaxBytes - (MaxBytes / 8);

    /// <summary>Takes room. What is larger than the bound is let in when nothing else waits.</summary>
    public bool TryReserve(long bytes)
    {
        long used = UsedBytes;
        while (used == 0 || used + bytes <= MaxBytes)
        {
            long seen = Interlocked.CompareExchange(ref _used, used + bytes, used);
            if (seen == used)
                return true;
            used = seen;
        }

        _room.Reset();
        // What was given back before the reset has woken nobody.
        if (HasRoomAgain)
            _room.Set();
        return false;
    }

    /// <summary>Takes room whether there is any or not: for what is read back from the spool a little at a time.</summary>
    public void Overdraw(long bytes) => Interlocked.Add(ref _used, bytes);

    /// <summary>Gives room back.</summary>
    public void Release(long bytes)
    {
        Interlocked.Add(ref _used, -bytes);
        if (!_room.IsSet && HasRoomAgain)
            _room.Set();
    }

    /// <summary>Waits for some room; returns at once if there is.</summary>
    public void WaitForRoom(TimeSpan timeout) => _room.Wait(timeout);
}
