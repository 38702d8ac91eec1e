namespace ZeekAmqp.Core.Spool;

/// <summary>Bytes on disk that messages for one broker may take, over all their stores. Thread-safe.</summary>
public sealed class SpoolBudget(long maxBytes)
{
    // A segment is what is given up at once when there is no room: a sixteenth at most.
    private const int SegmentsAtLeast = 16;

    private long _used;

    /// <summary>The bound.</summary>
    public long MaxBytes { get; } = maxBytes;

    /// <summary>How large a segment may become before the next one is begun.</summary>
    internal long SegmentBytes => Math.Min(MaxBytes / SegmentsAtLeast, SegmentFormat.MaxSegmentBytes);

    /// <summary>Bytes in use; above the bound if more than that was left by an earlier process.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <summary>Takes room if there is that much.</summary>
    public bool TryReserve(long bytes)
    {
        long used = Interlocked.Read(ref _used);
        while (used + bytes <= MaxBytes)
        {
            long seen = Interlocked.CompareExchange(ref _used, used + bytes, used);
            if (seen == used)
                return true;
            used = seen;
        }

        return false;
    }

    /// <summary>Gives room back.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);

    /// <summary>Counts what is on disk already, bound or no bound.</summary>
    public void Adopt(long bytes) => Interlocked.Add(ref _used, bytes);
}
