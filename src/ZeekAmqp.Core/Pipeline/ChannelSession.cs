using System.Collections.Concurrent;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// One channel's life as the delivery loop sees it: what the connection's threads report is queued here, and the loop takes it.
/// </summary>
internal sealed class ChannelSession(Action wake, CancellationToken abandon) : IChannelListener, IDisposable
{
    // More than a loop ever waits for.
    private const int Many = 1 << 20;

    private readonly ConcurrentQueue<ChannelEvent> _events = new();
    private readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(abandon);
    private BrokerFailure? _failure;
    private string? _blockedReason;

    // Up to where a confirm for several has gone. The connection's thread.
    private ulong _confirmedTo;

    // Messages that confirms were for: of those that have come, of those that were taken, and of how many the loop is woken.
    private long _confirmed;
    private long _taken;
    private long _wakeAt;

    /// <summary>Cancelled when calls into the channel should give up.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Why the channel has ended, or null.</summary>
    public BrokerFailure? Failure => Volatile.Read(ref _failure);

    /// <summary>Why the broker asked to pause, or null if it does not.</summary>
    public string? BlockedReason => Volatile.Read(ref _blockedReason);

    /// <summary>
    /// Confirms wake the loop when so many messages are confirmed, from what it has taken on: for fewer it has no use. Whatever else happens
    /// wakes it at once.
    /// </summary>
    /// <param name="messages">1 or more.</param>
    public void WakeAfter(int messages)
    {
        // Before the look at what has come: a confirm that is not seen there sees this.
        Interlocked.Exchange(ref _wakeAt, _taken + messages);
        if (Interlocked.Read(ref _confirmed) >= _wakeAt)
            wake();
    }

    /// <summary>Confirms do not wake the loop until <see cref="WakeAfter"/>. Whatever else happens wakes it at once.</summary>
    public void IgnoreConfirms() => Volatile.Write(ref _wakeAt, long.MaxValue);

    public void OnConfirmed(ulong deliveryTag, bool multiple)
    {
        int messages = MessagesOf(deliveryTag, multiple);
        _events.Enqueue(new ChannelEvent(deliveryTag, multiple, DeliveryOutcome.Confirmed, messages));
        if (Interlocked.Add(ref _confirmed, messages) >= Volatile.Read(ref _wakeAt))
            wake();
    }

    public void OnNacked(ulong deliveryTag, bool multiple) =>
        Add(new ChannelEvent(deliveryTag, multiple, DeliveryOutcome.Retryable, confirmed: 0));

    public void OnReturned(ulong sequence, string reason) => Add(new ChannelEvent(sequence, reason));

    public void OnBlocked(bool isBlocked, string reason)
    {
        Volatile.Write(ref _blockedReason, isBlocked ? reason : null);
        wake();
    }

    public void OnClosed(BrokerFailure failure) => Fail(failure);

    /// <summary>Ends the session: the first reason is kept, and calls under way are cancelled.</summary>
    public void Fail(BrokerFailure failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is null)
            End();
    }

    /// <summary>Cancels calls under way, without blame.</summary>
    public void End()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The loop is through with this session; the connection's thread is late.
        }

        wake();
    }

    /// <summary>Takes the oldest report. The loop.</summary>
    public bool TryTake(out ChannelEvent taken)
    {
        bool isThere = _events.TryDequeue(out taken);
        _taken += taken.Confirmed;
        return isThere;
    }

    public void Dispose() => _cancellation.Dispose();

    /// <summary>How many messages a confirm is for, or more: it does not look for those among several that have had one before.</summary>
    private int MessagesOf(ulong deliveryTag, bool multiple)
    {
        // 0 for several means all (AMQP 0-9-1, basic.ack).
        if (multiple && deliveryTag == 0)
            return Many;
        // A tag that is no higher than before is of no use, and must not do harm.
        if (!multiple || deliveryTag <= _confirmedTo)
            return 1;
        ulong messages = deliveryTag - _confirmedTo;
        _confirmedTo = deliveryTag;
        return (int)Math.Min(messages, Many);
    }

    private void Add(ChannelEvent added)
    {
        _events.Enqueue(added);
        wake();
    }
}

/// <summary>An outcome of messages, or the return of one.</summary>
internal readonly struct ChannelEvent
{
    public ChannelEvent(ulong tag, bool multiple, DeliveryOutcome outcome, int confirmed)
    {
        Tag = tag;
        Multiple = multiple;
        Outcome = outcome;
        Confirmed = confirmed;
    }

    public ChannelEvent(ulong sequence, string returnReason)
    {
        Tag = sequence;
        ReturnReason = returnReason;
    }

    /// <summary>The delivery tag; of a return, the message's sequence number.</summary>
    public ulong Tag { get; }

    public bool Multiple { get; }

    public DeliveryOutcome Outcome { get; }

    /// <summary>How many messages it confirms, or more.</summary>
    public int Confirmed { get; }

    /// <summary>Why a message was returned; null for outcomes.</summary>
    public string? ReturnReason { get; }
}
