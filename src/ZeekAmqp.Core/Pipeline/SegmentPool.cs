namespace ZeekAmqp.Core.Pipeline;

/// <summary>Segments for reuse. Thread-safe.</summary>
internal sealed class SegmentPool
{
    // A few hundred records of conn.log; 60 logs that have one each hold 4 MiB.
    public const int SegmentBytes = 64 * 1024;

    // Larger bodies get a segment of their own, so that they do not waste the rest of a shared one.
    public const int SharedBodyBytes = SegmentBytes / 4;

    // What a burst needed is kept up to 8 MiB, the rest goes back to the heap.
    private const int MaxKept = 128;

    private readonly Lock _lock = new();
    private readonly Stack<Segment> _kept = new();

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

        return new Segment(GC.AllocateUninitializedArray<byte>(SegmentBytes), this);
    }

    public void Return(Segment segment)
    {
        lock (_lock)
        {
            if (_kept.Count < MaxKept)
                _kept.Push(segment);
        }
    }
}
