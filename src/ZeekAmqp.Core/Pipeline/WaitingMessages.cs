namespace ZeekAmqp.Core.Pipeline;

/// <summary>One writer's messages that are in memory and not being published, in the order in which they are to be.</summary>
/// <remarks><see cref="Enqueue"/> is the writer's thread's; all else is the delivery loop's.</remarks>
internal sealed class WaitingMessages(CurrentCompressor compressor, MemoryBudget budget)
{
    private readonly OutboundQueue _queue = new();

    // What was taken from the queue for the disk, and the disk did not take.
    private readonly Queue<OutboundMessage> _held = new();

    private readonly Queue<OutboundMessage> _ready = new();
    private readonly PriorityQueue<OutboundMessage, ulong> _repeats = new();
    private int _repeatsInMemoryOnly;

    /// <summary>Messages that are nowhere else.</summary>
    public int InMemoryOnly => _queue.Count + _held.Count + _repeatsInMemoryOnly;

    /// <summary>Messages that are on disk, too, and come next.</summary>
    public Queue<OutboundMessage> Ready => _ready;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => InMemoryOnly == 0 && _ready.Count == 0 && _repeats.Count == 0;

    /// <summary>Appends a new message. Returns whether the loop may be asleep.</summary>
    public bool Enqueue(in OutboundMessage message) => _queue.Enqueue(message);

    /// <summary>Adds a message that has to be published again.</summary>
    public void Repeat(in OutboundMessage message)
    {
        _repeats.Enqueue(message, message.Sequence);
        if (message.IsInMemoryOnly)
            _repeatsInMemoryOnly++;
    }

    /// <summary>Takes what comes first: what has to be repeated, then what is ready.</summary>
    public bool TryTakeFirst(out OutboundMessage message)
    {
        if (!_repeats.TryDequeue(out message, out _))
            return _ready.TryDequeue(out message);
        if (message.IsInMemoryOnly)
            _repeatsInMemoryOnly--;
        return true;
    }

    /// <summary>Takes what comes after all that is on disk.</summary>
    public bool TryTakeLast(out OutboundMessage message)
    {
        if (_held.TryDequeue(out message))
            return true;
        if (!_queue.TryDequeue(out message))
            return false;
        if (message.Form == BodyForm.Lines && compressor.Get() is { } with)
            message = Compressed(message, with);
        return true;
    }

    /// <summary>Puts messages back that <see cref="TryTakeLast"/> gave.</summary>
    public void PutBack(IEnumerable<OutboundMessage> messages)
    {
        OutboundMessage[] all = [.. messages, .. _held];
        _held.Clear();
        foreach (OutboundMessage message in all)
            _held.Enqueue(message);
    }

    /// <summary>Of what has to be repeated, what is in memory only waits from now on with the rest, before it.</summary>
    public void LetRepeatsWait()
    {
        if (_repeatsInMemoryOnly == 0)
            return;
        OutboundMessage[] all = TakeRepeats();
        foreach (OutboundMessage message in all.Where(message => !message.IsInMemoryOnly))
            Repeat(message);
        PutBack(all.Where(message => message.IsInMemoryOnly));
    }

    /// <summary>Shows what <see cref="TryTakeFirst"/> would give.</summary>
    public void ForEachFirst(MessageVisitor visit)
    {
        for (int i = _ready.Count; i > 0; i--)
        {
            OutboundMessage message = _ready.Dequeue();
            visit(ref message);
            _ready.Enqueue(message);
        }

        foreach (OutboundMessage repeat in TakeRepeats())
        {
            OutboundMessage message = repeat;
            visit(ref message);
            Repeat(message);
        }
    }

    // Here, where a message leaves the queue: it is done once, for broker and disk, and not in the thread of who writes logs.
    private OutboundMessage Compressed(OutboundMessage message, IBodyCompressor with)
    {
        byte[] body;
        try
        {
            body = with.Compress(message.Body.Span);
        }
        catch (Exception)
        {
            // Whatever it is, it has left the queue: it is sent as it is, and a consumer sees that it is.
            return message;
        }

        if (body.Length >= message.Length)
            return message;
        budget.Release(message.Length - body.Length);
        return message.With(body, with.Form);
    }

    private OutboundMessage[] TakeRepeats()
    {
        var taken = new List<OutboundMessage>(_repeats.Count);
        while (_repeats.TryDequeue(out OutboundMessage message, out _))
            taken.Add(message);
        _repeatsInMemoryOnly = 0;
        return [.. taken];
    }
}
