namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// A block of bytes that several messages lie in, counted by references: one of the writer that fills it, one of each message.
/// </summary>
/// <remarks>Appending is the filling writer's alone; <see cref="Share"/> and <see cref="Release"/> are any thread's.</remarks>
public sealed class Segment
{
    private readonly SegmentPool? _pool;
    private int _references = 1;

    internal Segment(byte[] bytes, SegmentPool? pool)
    {
        Bytes = bytes;
        _pool = pool;
    }

    internal byte[] Bytes { get; }

    /// <summary>How many of them are in use; the next ones are free to write into.</summary>
    internal int Used { get; private set; }

    /// <summary>Takes bytes in use: copies them behind those that are, unless they were written there in the first place.</summary>
    /// <returns>False if there is no room; then nothing has changed.</returns>
    internal bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        Span<byte> free = Bytes.AsSpan(Used);
        if (bytes.Length > free.Length)
            return false;
        if (!bytes.Overlaps(free, out int offset) || offset != 0)
            bytes.CopyTo(free);
        Used += bytes.Length;
        return true;
    }

    /// <summary>Begins anew if all that was in here has been delivered: only the writer's reference is left.</summary>
    internal void ReuseIfDelivered()
    {
        if (Volatile.Read(ref _references) == 1)
            Used = 0;
    }

    /// <summary>Counts a reference for a message.</summary>
    internal void Share() => Interlocked.Increment(ref _references);

    internal void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            _pool?.Return(this);
    }

    internal void Reset()
    {
        _references = 1;
        Used = 0;
    }
}
