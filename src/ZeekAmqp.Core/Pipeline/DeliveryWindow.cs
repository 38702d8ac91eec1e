namespace ZeekAmqp.Core.Pipeline;

/// <summary>Messages published on one channel and not yet settled, by delivery tag. Belongs to the delivery loop.</summary>
/// <param name="capacity">How many may be under way: a power of two.</param>
/// <param name="maxBytes">How many bytes; what is under way stays in memory.</param>
/// <param name="underWay">Those of all writers: when they are plenty, a few have to do.</param>
/// <param name="settle">Told once of each message's outcome.</param>
internal sealed class DeliveryWindow(int capacity, long maxBytes, MessagesUnderWay underWay, Action<OutboundMessage, DeliveryOutcome> settle)
{
    private const int PartToGoOn = 4;

    // What a writer may always have: its confirms are what lets it go on, whatever the others do.
    private const int Few = 32;

    private readonly Entry[] _ring = new Entry[capacity];
    private ulong _oldestTag = 1;
    private ulong _nextTag = 1;
    private long _bytes;
    private int _pending;

    // Of how many there is room again when a quarter is free.
    private int _fullAt;

    /// <summary>Messages from the oldest unsettled one on.</summary>
    public int Count => (int)(_nextTag - _oldestTag);

    /// <summary>
    /// Whether one more message may be published. A message of any size may be, if it is alone. Once full, it has room again when a
    /// quarter is free: to publish one for each confirm would wake the loop, and fill a packet, for each message.
    /// </summary>
    public bool HasRoom { get; private set; } = true;

    /// <summary>For how many confirms it is worth while to wait: about so many as make room again; for each, where there is room.</summary>
    public int ConfirmsToWaitFor => HasRoom ? 1 : Math.Max(1, _pending / PartToGoOn);

    /// <summary>Adds a message that is published next; its tag follows the last one's.</summary>
    public void Add(in OutboundMessage message)
    {
        _ring[Place(_nextTag++)] = new Entry { Message = message, IsPending = true };
        _bytes += message.Length;
        _pending++;
        underWay.Add();
        if (Count < capacity && _bytes < maxBytes && (Count < Few || !underWay.ArePlenty))
            return;
        HasRoom = false;
        _fullAt = Count;
    }

    /// <summary>The message that was added last has not been published after all: its tag is the next one's. It is as it is by now, perhaps also on disk.</summary>
    public OutboundMessage TakeBackLast()
    {
        ref Entry entry = ref _ring[Place(--_nextTag)];
        OutboundMessage message = entry.Message;
        entry = default;
        _bytes -= message.Length;
        _pending--;
        underWay.Remove();
        if (Count < capacity && _bytes < maxBytes)
            HasRoom = true;
        return message;
    }

    /// <summary>A message came back unroutable: its coming confirm means that no queue has it.</summary>
    public void MarkReturned(ulong sequence)
    {
        for (ulong tag = _oldestTag; tag < _nextTag; tag++)
        {
            ref Entry entry = ref _ring[Place(tag)];
            if (entry.IsPending && entry.Message.Sequence == sequence)
            {
                entry.IsReturned = true;
                return;
            }
        }
    }

    /// <summary>Settles one message, or all up to it. Tags that are not under way are ignored: a broker may not crash its clients.</summary>
    public void Settle(ulong tag, bool multiple, DeliveryOutcome outcome)
    {
        // Tag 0 with multiple means all (AMQP 0-9-1, basic.ack).
        ulong last = tag == 0 && multiple ? _nextTag - 1 : tag;
        if (last < _oldestTag || last >= _nextTag)
            return;
        for (ulong t = multiple ? _oldestTag : last; t <= last; t++)
            SettleOne(t, outcome);
        while (_oldestTag < _nextTag && !_ring[Place(_oldestTag)].IsPending)
            _oldestTag++;
        if (Count <= _fullAt - (_fullAt / PartToGoOn) && _bytes <= maxBytes - (maxBytes / PartToGoOn))
            HasRoom = true;
    }

    /// <summary>The channel is gone: nobody knows what became of the rest, so all of it is to be sent again.</summary>
    public void Reset()
    {
        for (ulong tag = _oldestTag; tag < _nextTag; tag++)
            SettleOne(tag, DeliveryOutcome.Retryable);
        _oldestTag = 1;
        _nextTag = 1;
        HasRoom = true;
    }

    /// <summary>Shows all unsettled messages, oldest first.</summary>
    public void ForEach(MessageVisitor visit)
    {
        for (ulong tag = _oldestTag; tag < _nextTag; tag++)
        {
            ref Entry entry = ref _ring[Place(tag)];
            if (entry.IsPending)
                visit(ref entry.Message);
        }
    }

    private void SettleOne(ulong tag, DeliveryOutcome outcome)
    {
        ref Entry entry = ref _ring[Place(tag)];
        if (!entry.IsPending)
            return;
        OutboundMessage message = entry.Message;
        bool unroutable = entry.IsReturned && outcome == DeliveryOutcome.Confirmed;
        entry = default;
        _bytes -= message.Length;
        _pending--;
        underWay.Remove();
        settle(message, unroutable ? DeliveryOutcome.Unroutable : outcome);
    }

    private int Place(ulong tag) => (int)(tag & (ulong)(capacity - 1));

    private struct Entry
    {
        public OutboundMessage Message;
        public bool IsPending;
        public bool IsReturned;
    }
}
