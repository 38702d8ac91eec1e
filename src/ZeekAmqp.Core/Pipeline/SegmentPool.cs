namespace ZeekAmqp.Core.Pipeline;

/// <summary>Segments of one size for reuse. Thread-safe.</summary>
internal sealed class SegmentPool(int segmentBytes)
{
    // A few hundred records of conn.log; 60 logs that have one each hold 4 MiB.
    private const int SmallestBytes = 64 * 1024;

    // What a burst needed is kept up to this, the rest goes back to the heap.
    private const int KeptBytes = 8 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Stack<Segment> _kept = new();

    /// <summary>Size of each.</summary>
    public int SegmentBytes { get; } = segmentBytes;

    /// <summary>A size of which two messages of <paramref name="messageBytes"/> have room in a segment: little of it is left unused.</summary>
    public static int SizeFor(int messageBytes) => Math.Max(SmallestBytes, 2 * messageBytes);

    public Segment Rent()
    {
        lock (_lock)
        {
            if (_kept.TryPop(out Segment? segment))
            {
                segment.Reset();
                return segment;
            }
        }

        // Pinned, so that no garbage collection ever moves them: they are nearly all of the memory there is.
        return new Segment(GC.AllocateUninitializedArray<byte>(SegmentBytes, pinned: true), this);
    }

    public void Return(Segment segment)
    {
        lock (_lock)
        {
            if (_kept.Count < KeptBytes / SegmentBytes)
                _kept.Push(segment);
        }
    }
}
