using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// What one writer has still to deliver, in the order of its sequence numbers, wherever it is: in memory, or on disk when the broker
/// is away or slow, or when everything has to be on disk first.
/// </summary>
/// <remarks>
/// The delivery loop takes first what has to be repeated, then what is ready, then what is on disk alone, then what is new. While the
/// trigger is on, what is new goes to disk instead, so that what is on disk is always older than what is not. <see cref="Enqueue"/>
/// is the writer's thread's; all else is the loop's, except where said otherwise.
/// </remarks>
internal sealed class Backlog(
    CurrentDelivery delivery,
    CurrentCompressor compressor,
    MemoryBudget budget,
    WriterCounters counters,
    DeliveryWindow window,
    LaneSpool? spool,
    SpoolTrigger trigger)
{
    // Written to disk at a time: large enough that the overhead of a write does not count, small enough to stay responsive.
    private const int BatchMessages = 512;
    private const int BatchBytes = 1024 * 1024;

    // After so many batches the loop looks at the broker again.
    private const int BatchesInARow = 8;

    // Kept in memory beside their copy on disk, so that a broker that keeps up is not fed from the disk.
    private const int ReadyMessages = 2048;

    private readonly WaitingMessages _waiting = new(compressor, budget);
    private readonly List<OutboundMessage> _batch = [];
    private volatile bool _isRoomWanted;
    private volatile bool _canSpool = spool is not null;

    /// <summary>Whether a full memory is going to have room soon without the broker's help. Any thread.</summary>
    public bool MakesRoom => _canSpool || delivery.Options.Overflow == OverflowPolicy.DropOldest;

    /// <summary>Whether nothing is left but what is being published.</summary>
    public bool IsEmpty => _waiting.IsEmpty && (spool is null || spool.Records == 0);

    // A disk that cannot be read for a while holds up no newer records; one that is full does not let them pass.
    private bool ComesFromDisk => spool is { UnreadRecords: > 0 }
        ? spool.IsReadable
        : trigger.IsOn && spool is { IsWorking: true, HasRoom: true };

    private bool IsBehind => _waiting.Ready.Count > 0 || spool is { UnreadRecords: > 0 };

    /// <summary>Takes a message over. Returns whether the loop may be asleep.</summary>
    public bool Enqueue(in OutboundMessage message) => _waiting.Enqueue(message);

    /// <summary>The writer finds no room in memory. Any thread; wake the loop after it.</summary>
    public void WantRoom() => _isRoomWanted = true;

    /// <summary>The broker takes messages, or nothing waits for it.</summary>
    public void NoteProgress() => trigger.NoteProgress();

    /// <summary>A message has to be published again.</summary>
    public void Repeat(in OutboundMessage message) => _waiting.Repeat(message);

    /// <summary>A message is settled for good: its memory and its place on disk are given back.</summary>
    public void Settle(in OutboundMessage message)
    {
        if (!message.IsInMemoryOnly)
            spool!.Confirm(message);
        Release(message);
    }

    /// <summary>Takes the next message to publish, if it is in memory. Otherwise <see cref="TendAsync"/> may bring it there.</summary>
    public bool TryTake(out OutboundMessage message)
    {
        if (_waiting.TryTakeFirst(out message))
            return true;
        return !ComesFromDisk && _waiting.TryTakeLast(out message);
    }

    /// <summary>Puts records where they belong now: from memory to disk, from disk to memory.</summary>
    /// <param name="isDelivering">Whether messages can be published now.</param>
    /// <param name="isEnding">Whether the process may end soon: what is not on disk yet should be.</param>
    /// <returns>Whether there is more of that to do at once.</returns>
    public async ValueTask<bool> TendAsync(bool isDelivering, bool isEnding)
    {
        bool isRoomWanted = _isRoomWanted;
        _isRoomWanted = false;
        bool isUnfinished = false;
        if (spool is not null)
        {
            trigger.Decide(isDelivering, isEnding, _waiting.InMemoryOnly, IsBehind, isRoomWanted);
            // A broker that pauses may have read none of it.
            if (isEnding || (trigger.IsOn && !isDelivering))
                await SpoolPublishedAsync().ConfigureAwait(false);
            if (trigger.IsOn)
                isUnfinished = await SpoolAsync(isDelivering).ConfigureAwait(false);
            // Where memory is short, what is on disk stays there until all that was read before is confirmed.
            bool isRoomForMore = !budget.IsTight || window.Count == 0;
            if (isDelivering && isRoomForMore && _waiting.Ready.Count == 0 && spool is { UnreadRecords: > 0, IsReadable: true })
                await spool.ReadAsync(_waiting.Ready, budget).ConfigureAwait(false);
            await spool.SaveIfDueAsync().ConfigureAwait(false);
            if (!isEnding)
                spool.ReportState(IsBehind, trigger.Why);
            _canSpool = spool is { IsWorking: true, HasRoom: true };
        }

        if (isRoomWanted && delivery.Options.Overflow == OverflowPolicy.DropOldest && !_canSpool)
            DropOldestInMemory();
        return isUnfinished;
    }

    /// <summary>Writes all that is in memory to disk, for the next process, and makes it safe there.</summary>
    public async Task SpoolRestAsync()
    {
        if (spool is null)
            return;
        spool.TryAgain();
        while (_waiting.InMemoryOnly > 0 && await SpoolAsync(isDelivering: false).ConfigureAwait(false))
        {
            // Until all is there, or the disk takes no more.
        }

        await spool.SyncAsync().ConfigureAwait(false);
    }

    /// <summary>Lets go of what is in memory. Returns how many records were there only, and are gone.</summary>
    public long Abandon()
    {
        long abandoned = 0;
        while (_waiting.TryTakeFirst(out OutboundMessage message) || _waiting.TryTakeLast(out message))
        {
            abandoned += message.IsInMemoryOnly ? message.Records : 0;
            Release(message);
        }

        return abandoned;
    }

    /// <summary>Lets go of the disk. Returns the store if records are left in it, for who takes it over.</summary>
    public async Task<SpoolStore?> CloseAsync() => spool is null ? null : await spool.CloseAsync().ConfigureAwait(false);

    private void Release(in OutboundMessage message)
    {
        budget.Release(message.Cost);
        message.Release();
    }

    /// <summary>Moves what waits in memory to disk; in memory remains what can be published at once. Returns whether there is more.</summary>
    private async ValueTask<bool> SpoolAsync(bool isDelivering)
    {
        if (!isDelivering)
            _waiting.LetRepeatsWait();
        for (int i = 0; i < BatchesInARow; i++)
        {
            if (spool is not { IsWorking: true, HasRoom: true } || !FillBatch())
                return false;
            // A copy of what is on disk must not take the room of what is not: with the broker away, it would keep it.
            bool keep = isDelivering && !budget.IsTight && spool.UnreadRecords == 0 && _waiting.Ready.Count < ReadyMessages;
            (int count, long ordinal) = await spool.AppendAsync(_batch).ConfigureAwait(false);
            long records = 0;
            for (int j = 0; j < count; j++)
            {
                if (keep)
                    _waiting.Ready.Enqueue(_batch[j].At(ordinal + records));
                else
                    Release(_batch[j]);
                records += _batch[j].Records;
            }

            if (keep && count > 0)
                spool.MarkRead(records);

            if (count < _batch.Count)
            {
                _waiting.PutBack(_batch.Skip(count));
                if (delivery.Options.Overflow == OverflowPolicy.DropOldest && !spool.HasRoom)
                    await DropOldestOnDiskAsync().ConfigureAwait(false);
            }

            // What the broker can have at once does not wait until a long queue is written.
            if (keep)
                break;
        }

        return true;
    }

    private bool FillBatch()
    {
        _batch.Clear();
        for (long bytes = 0; _batch.Count < BatchMessages && bytes < BatchBytes && _waiting.TryTakeLast(out OutboundMessage message);)
        {
            _batch.Add(message);
            bytes += message.Length;
        }

        return _batch.Count > 0;
    }

    /// <summary>Writes what is being published to disk as well, if that keeps the order: the process may end before the confirms come.</summary>
    private async ValueTask SpoolPublishedAsync()
    {
        if (spool is not { IsWorking: true, HasRoom: true, UnreadRecords: 0 })
            return;
        var published = new List<OutboundMessage>();
        window.ForEach((ref OutboundMessage message) =>
        {
            if (message.IsInMemoryOnly)
                published.Add(message);
        });
        if (published.Count == 0)
            return;
        (int count, long ordinal) = await spool.AppendAsync(published).ConfigureAwait(false);
        if (count == 0)
            return;
        long records = 0;
        int copied = 0;
        window.ForEach((ref OutboundMessage message) =>
        {
            if (!message.IsInMemoryOnly || copied == count)
                return;
            message = message.At(ordinal + records);
            records += message.Records;
            copied++;
        });
        spool.MarkRead(records);
    }

    private async ValueTask DropOldestOnDiskAsync()
    {
        (long dropped, long firstOrdinal) = await spool!.DropOldestAsync().ConfigureAwait(false);
        long alsoInMemory = 0;
        window.ForEach(Forget);
        _waiting.ForEachFirst(Forget);
        counters.AddDroppedOldest(dropped - alsoInMemory);

        void Forget(ref OutboundMessage message)
        {
            if (message.IsInMemoryOnly || message.SpoolOrdinal >= firstOrdinal)
                return;
            message = message.At(0);
            alsoInMemory += message.Records;
        }
    }

    private void DropOldestInMemory()
    {
        while (!budget.HasRoomAgain && _waiting.TryTakeLast(out OutboundMessage message))
        {
            // Before there is room: whoever finds some finds out, too, what it has cost.
            counters.AddDroppedOldest(message.Records);
            Release(message);
        }
    }
}
