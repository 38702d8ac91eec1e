namespace ZeekAmqp.Core.Pipeline;

/// <summary>How many messages are published and not yet settled, over all writers of a broker. Thread-safe.</summary>
/// <remarks>
/// One writer needs many to keep a broker busy. Sixty writers with as many each only make long queues inside it, which cost it some of its
/// rate.
/// </remarks>
internal sealed class MessagesUnderWay
{
    // Twice what a single writer may have.
    private const int Plenty = 1024;

    private int _count;

    /// <summary>Whether writers should have no more than a few each.</summary>
    public bool ArePlenty => Volatile.Read(ref _count) >= Plenty;

    /// <summary>One more.</summary>
    public void Add() => Interlocked.Increment(ref _count);

    /// <summary>One less.</summary>
    public void Remove() => Interlocked.Decrement(ref _count);
}
