using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Routing;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// One writer's place in the spool as its delivery loop uses it: what touches the disk runs on the spool's thread, and trouble with
/// the disk is told and outlived. Belongs to the delivery loop.
/// </summary>
internal sealed class LaneSpool(BrokerSpool spool, SpoolRoute route, SpoolStore? left, WriterCounters counters, TimeProvider time)
{
    // A disk that failed, or a spool that was full, is tried again after this.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    // A crash repeats what was confirmed since: about what a second delivers.
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(1);

    // Read back at a time: enough to keep the window full.
    private const int ReadRecords = 512;

    // How many values each message has in front of its body.
    private readonly int _fields = new AddressTemplate(route.Target).Fields.Count;
    private readonly List<SpoolEntry> _entries = [];
    private SpoolRecord[] _records = [];
    private SpoolStore? _store = left;
    private long? _writeTroubleSince;
    private long? _readTroubleSince;
    private long? _fullSince;
    private long _lastCheckpoint = time.GetTimestamp();
    private bool _hasUnsavedConfirms;
    private bool _isToldBehind;
    private long _drainedBefore;

    /// <summary>Records in it that are neither confirmed nor given up.</summary>
    public long Records => _store?.Records ?? 0;

    /// <summary>Those of them that are not in memory.</summary>
    public long UnreadRecords => _store?.UnreadRecords ?? 0;

    /// <summary>Where it is; known once something was written.</summary>
    public string Folder => _store?.Folder ?? "";

    /// <summary>Whether the disk took what was written last time, or enough time has passed to try again.</summary>
    public bool IsWorking => IsOver(_writeTroubleSince);

    /// <summary>The same of reading: a full disk takes nothing, and still gives what it has.</summary>
    public bool IsReadable => IsOver(_readTroubleSince);

    /// <summary>Whether there was room last time, or enough time has passed to try again.</summary>
    public bool HasRoom => IsOver(_fullSince);

    /// <summary>Appends messages.</summary>
    /// <param name="messages">Which; they stay the caller's.</param>
    /// <returns>
    /// How many of them, from the first on, are on disk now, and the ordinal of the first; the others' follow, each by as many as the one
    /// before it holds records.
    /// </returns>
    public async Task<(int Count, long FirstOrdinal)> AppendAsync(List<OutboundMessage> messages)
    {
        if (_records.Length < messages.Count)
            _records = new SpoolRecord[messages.Count];
        for (int i = 0; i < messages.Count; i++)
            _records[i] = new SpoolRecord(messages[i].Stored, messages[i].Sequence, messages[i].AcceptedUnixSeconds, messages[i].Records, (byte)messages[i].Form);
        var batch = new ArraySegment<SpoolRecord>(_records, 0, messages.Count);
        (int Count, long FirstOrdinal) appended = await TryAsync(() => Append(batch)).ConfigureAwait(false);
        _records.AsSpan(0, messages.Count).Clear();
        _fullSince = IsWorking && appended.Count < messages.Count ? time.GetTimestamp() : null;
        for (int i = 0; i < appended.Count; i++)
            counters.AddSpooled(messages[i].Records);
        ShowRecords();
        return appended;
    }

    /// <summary>The next unread messages, of so many records, are in memory already: those that were just appended.</summary>
    public void MarkRead(long count) => _store!.MarkRead(count);

    /// <summary>Reads the next records back.</summary>
    /// <param name="into">Gets them as messages.</param>
    /// <param name="budget">Memory that they take.</param>
    public async Task ReadAsync(Queue<OutboundMessage> into, MemoryBudget budget)
    {
        _entries.Clear();
        Segment offered = spool.ReadSegments.Rent();
        byte[]? buffer = await TryAsync(() => Read(offered.Bytes), isReading: true).ConfigureAwait(false);
        if (buffer is not null && _entries.Count > 0)
        {
            Segment segment = buffer == offered.Bytes ? offered : new Segment(buffer, pool: null);
            for (int i = 0; i < _entries.Count; i++)
                segment.Share();
            if (segment != offered)
                segment.Release();
            foreach (SpoolEntry entry in _entries)
            {
                OutboundMessage message = Message(segment, entry);
                budget.Overdraw(message.Cost);
                into.Enqueue(message);
            }
        }

        offered.Release();

        while (_store!.TakeProblem() is { } problem)
            spool.Reporter.Problem(problem);
        counters.SetCorrupt(_store.CorruptRecords);
        ShowRecords();
    }

    /// <summary>A message is settled for good.</summary>
    public void Confirm(in OutboundMessage message)
    {
        _store!.Confirm(message.SpoolOrdinal, message.Records);
        counters.AddDrained(message.Records);
        _hasUnsavedConfirms = true;
        ShowRecords();
    }

    /// <summary>Gives up the oldest records, a segment of them.</summary>
    /// <returns>How many were not confirmed, and the lowest ordinal that is left.</returns>
    public async Task<(long Dropped, long FirstOrdinal)> DropOldestAsync()
    {
        if (_store is not { Records: > 0 } store)
            return (0, 0);
        long bytes = 0;
        (long Dropped, long FirstOrdinal) result = await TryAsync(() => (store.DropOldestSegment(out bytes), store.FirstOrdinal)).ConfigureAwait(false);
        // A file that cannot be deleted makes no room; that is not tried again and again.
        if (bytes > 0)
            _fullSince = null;
        ShowRecords();
        return result;
    }

    /// <summary>Remembers on disk what is confirmed, about once a second and when all is.</summary>
    public async ValueTask SaveIfDueAsync()
    {
        if (!_hasUnsavedConfirms || (Records > 0 && time.GetElapsedTime(_lastCheckpoint) < CheckpointInterval))
            return;
        _lastCheckpoint = time.GetTimestamp();
        _hasUnsavedConfirms = false;
        await TryAsync(Save).ConfigureAwait(false);
    }

    /// <summary>Tells that records wait on disk, and when the broker has been given them.</summary>
    /// <param name="isBehind">Whether records on disk are still to be published.</param>
    /// <param name="why">Why they are there.</param>
    public void ReportState(bool isBehind, string why)
    {
        if (!_isToldBehind && isBehind)
        {
            _isToldBehind = true;
            _drainedBefore = counters.Drained;
            spool.Reporter.Began(Folder, why);
        }
        else if (_isToldBehind && !isBehind)
        {
            _isToldBehind = false;
            spool.Reporter.Ended(counters.Drained - _drainedBefore);
        }
    }

    /// <summary>There is no later: the disk is to be tried now, however lately it failed or was full.</summary>
    public void TryAgain()
    {
        _writeTroubleSince = null;
        _fullSince = null;
    }

    /// <summary>Makes all that is on disk safe; what cannot be is told.</summary>
    public Task SyncAsync() => TryAsync(() =>
    {
        _store?.Sync();
        return 0;
    });

    /// <summary>Lets go of it; a store with records is left for who takes it over.</summary>
    /// <returns>That store, or null.</returns>
    public async Task<SpoolStore?> CloseAsync()
    {
        if (_store is not { } store)
            return null;
        if (store.Records > 0)
        {
            await TryAsync(SaveForNext).ConfigureAwait(false);
            return store;
        }

        _store = null;
        await TryAsync(() =>
        {
            spool.Release(store);
            return 0;
        }).ConfigureAwait(false);
        return null;
    }

    private (int Count, long FirstOrdinal) Append(ArraySegment<SpoolRecord> records)
    {
        _store ??= spool.CreateStore(route);
        int count = _store.Append(records, out long firstOrdinal);
        return (count, firstOrdinal);
    }

    private OutboundMessage Message(Segment segment, in SpoolEntry entry)
    {
        // What has its checksum was written so.
        int values = Math.Max(0, RoutingValues.LengthIn(entry.Payload.Span, _fields));
        return new OutboundMessage(
            segment, entry.Offset, entry.Length - values, entry.Sequence, entry.AcceptedUnixSeconds, entry.Count, (BodyForm)entry.Form, entry.Ordinal, values);
    }

    private byte[]? Read(byte[] offered) =>
        _store!.TryRead(ReadRecords, offered.Length, out byte[] buffer, _entries, offered) ? buffer : null;

    private int Save()
    {
        _store!.SaveCheckpoint();
        return 0;
    }

    // What this lane had in memory is gone, and who takes the store over is to send that, too.
    private int SaveForNext()
    {
        _store!.Rewind();
        return Save();
    }

    private async Task<T?> TryAsync<T>(Func<T> work, bool isReading = false)
    {
        try
        {
            T result = await spool.RunAsync(work).ConfigureAwait(false);
            if (Mark(isReading, null) is not null && _writeTroubleSince is null && _readTroubleSince is null)
                spool.Reporter.Works();
            return result;
        }
        catch (ObjectDisposedException)
        {
            // The spool's thread has ended with the process's delivery: there is no disk any more.
            Mark(isReading, time.GetTimestamp());
            return default;
        }
        catch (Exception exception)
        {
            // Whatever it is: the caller has the records, and would lose them if it escaped.
            Mark(isReading, time.GetTimestamp());
            spool.Reporter.Trouble(exception);
            return default;
        }
    }

    // Returns what was there before.
    private long? Mark(bool isReading, long? since)
    {
        ref long? mark = ref isReading ? ref _readTroubleSince : ref _writeTroubleSince;
        (long? before, mark) = (mark, since);
        return before;
    }

    private bool IsOver(long? since) => since is not { } start || time.GetElapsedTime(start) >= RetryInterval;

    private void ShowRecords() => counters.SetInSpool(Records);
}
