namespace ZeekAmqp.Core.Pipeline;

/// <summary>Segments of one size for reuse. Thread-safe.</summary>
/// <param name="segmentBytes">See <see cref="SegmentBytes"/>.</param>
/// <param name="keptBytes">
/// How much is kept for reuse: as much as is ever in use, or a burst would leave the garbage collector a new set each time round.
/// </param>
internal sealed class SegmentPool(int segmentBytes, long keptBytes)
{
    // A few hundred records of conn.log; 60 logs that have one each hold 4 MiB.
    private const int SmallestBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Stack<Segment> _kept = new();
    private bool _isRetired;

    /// <summary>Size of each.</summary>
    public int SegmentBytes { get; } = segmentBytes;

    /// <summary>A size that a message of so many bytes has room in.</summary>
    public static int SizeFor(int messageBytes) => Math.Max(SmallestBytes, messageBytes);

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

    /// <summary>Nothing is kept any more: segments of this size are not asked for again, but by who has not yet heard.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _isRetired = true;
            _kept.Clear();
        }
    }

    public void Return(Segment segment)
    {
        lock (_lock)
        {
            if (!_isRetired && _kept.Count < keptBytes / SegmentBytes)
                _kept.Push(segment);
        }
    }
}
