namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// A block of bytes that several messages lie in, counted by references: one of the writer that fills it, one of each message.
/// </summary>
/// <remarks>Appending is the filling writer's alone; releasing is any thread's.</remarks>
public sealed class Segment
{
    private readonly SegmentPool? _pool;
    private int _references = 1;
    private int _used;

    internal Segment(byte[] bytes, SegmentPool? pool)
    {
        Bytes = bytes;
        _pool = pool;
    }

    /// <summary>A block that is full of messages: each has a reference, and there is no writer.</summary>
    internal static Segment OfMessages(byte[] bytes, int count) => new(bytes, pool: null) { _references = count };

    internal byte[] Bytes { get; }

    /// <summary>Copies a message's body in and counts a reference for it.</summary>
    /// <returns>Its offset, or -1 if it does not fit.</returns>
    internal int TryAppend(ReadOnlySpan<byte> body)
    {
        // The writer's is the only reference left: all that was in here has been delivered.
        if (Volatile.Read(ref _references) == 1)
            _used = 0;
        if (body.Length > Bytes.Length - _used)
            return -1;
        body.CopyTo(Bytes.AsSpan(_used));
        int offset = _used;
        _used += body.Length;
        Interlocked.Increment(ref _references);
        return offset;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            _pool?.Return(this);
    }

    internal void Reset()
    {
        _references = 1;
        _used = 0;
    }
}
