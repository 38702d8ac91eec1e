using System.Diagnostics.CodeAnalysis;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>Messages that one writer has handed over and its delivery loop has not yet published, in order. One producer, one consumer.</summary>
internal sealed class OutboundQueue
{
    private readonly Lock _lock = new();
    private OutboundMessage[] _ring = new OutboundMessage[256];
    private int _head;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Appends a message; returns whether the queue was empty before, so that the consumer may be asleep.</summary>
    public bool Enqueue(in OutboundMessage message)
    {
        lock (_lock)
        {
            if (_count == _ring.Length)
                Grow();
            _ring[(_head + _count) & (_ring.Length - 1)] = message;
            return _count++ == 0;
        }
    }

    public bool TryDequeue([MaybeNullWhen(false)] out OutboundMessage message)
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                message = default;
                return false;
            }

            message = _ring[_head];
            _ring[_head] = default;
            _head = (_head + 1) & (_ring.Length - 1);
            _count--;
            return true;
        }
    }

    private void Grow()
    {
        // A power of two, so that a mask finds the place.
        var larger = new OutboundMessage[_ring.Length * 2];
        for (int i = 0; i < _count; i++)
            larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        _ring = larger;
        _head = 0;
    }
}
