namespace ZeekAmqp.Core.Diagnostics;

/// <summary>
/// What has become of a writer's records. Accepted = Confirmed + InSpool + waiting in memory + those dropped after they were accepted;
/// a record that was not accepted is in Refused. Any thread may read; each counter has one writing thread.
/// </summary>
public sealed class WriterCounters
{
    private long _accepted;
    private long _acceptedBytes;
    private long _published;
    private long _confirmed;
    private long _retried;
    private long _returned;
    private long _spooled;
    private long _drained;
    private long _inSpool;
    private long _unroutable;
    private long _tooLarge;
    private long _droppedOldest;
    private long _corrupt;
    private long _abandoned;
    private long _refusedFull;
    private long _refusedMalformed;
    private long _refusedLate;
    private long _waitingSinceUnixSeconds;
    private long _confirmedUpToUnixSeconds;

    /// <summary>Records that were taken.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Bytes of their messages.</summary>
    public long AcceptedBytes => Volatile.Read(ref _acceptedBytes);

    /// <summary>Messages handed to a connection, repetitions included.</summary>
    public long Published => Volatile.Read(ref _published);

    /// <summary>Records that the broker has taken responsibility for.</summary>
    public long Confirmed => Volatile.Read(ref _confirmed);

    /// <summary>Messages that have to be, or were, published again.</summary>
    public long Retried => Volatile.Read(ref _retried);

    /// <summary>Messages that came back because no queue is bound for them, repetitions included.</summary>
    public long Returned => Volatile.Read(ref _returned);

    /// <summary>Records that were written to the spool.</summary>
    public long Spooled => Volatile.Read(ref _spooled);

    /// <summary>Records of the spool that were confirmed.</summary>
    public long Drained => Volatile.Read(ref _drained);

    /// <summary>Records that are in the spool now. After the writer's end: those that are left for the next process.</summary>
    public long InSpool => Volatile.Read(ref _inSpool);

    /// <summary>Records dropped because no queue is bound for them: lost.</summary>
    public long Unroutable => Volatile.Read(ref _unroutable);

    /// <summary>Records dropped because their messages are above the broker's limit: lost.</summary>
    public long TooLarge => Volatile.Read(ref _tooLarge);

    /// <summary>Records dropped to make room for newer ones: lost.</summary>
    public long DroppedOldest => Volatile.Read(ref _droppedOldest);

    /// <summary>Records of the spool that could not be read back: lost.</summary>
    public long Corrupt => Volatile.Read(ref _corrupt);

    /// <summary>Records that were under way when the time to shut down was up, and that no spool took: lost, as far as is known.</summary>
    public long Abandoned => Volatile.Read(ref _abandoned);

    /// <summary>Records not taken because there was no room: lost.</summary>
    public long RefusedFull => Volatile.Read(ref _refusedFull);

    /// <summary>Records not taken because they did not fit the log's fields or were too large: lost.</summary>
    public long RefusedMalformed => Volatile.Read(ref _refusedMalformed);

    /// <summary>Records not taken because the writer had finished: lost.</summary>
    public long RefusedLate => Volatile.Read(ref _refusedLate);

    /// <summary>Records that are neither delivered nor given up; those in the spool included.</summary>
    public long Outstanding => Accepted - Confirmed - Unroutable - TooLarge - DroppedOldest - Corrupt - Abandoned;

    /// <summary>Records lost for any reason.</summary>
    public long Lost =>
        Unroutable + TooLarge + DroppedOldest + Corrupt + Abandoned + RefusedFull + RefusedMalformed + RefusedLate;

    /// <summary>How long ago the oldest outstanding record was taken, to a second; zero if there is none.</summary>
    public TimeSpan Lag(DateTimeOffset now)
    {
        long since = Math.Max(Volatile.Read(ref _waitingSinceUnixSeconds), Volatile.Read(ref _confirmedUpToUnixSeconds));
        return Outstanding == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Max(0, now.ToUnixTimeSeconds() - since));
    }

    /// <summary>All of them as they are now. What is settled is read before what is accepted, so that it is never more.</summary>
    public RecordCounts Read(DateTimeOffset now)
    {
        var settled = new RecordCounts
        {
            Confirmed = Confirmed,
            InSpool = InSpool,
            DroppedOldest = DroppedOldest,
            Unroutable = Unroutable,
            TooLarge = TooLarge,
            Corrupt = Corrupt,
            Abandoned = Abandoned,
            Published = Published,
            Retried = Retried,
            Returned = Returned,
            Spooled = Spooled,
            Drained = Drained,
            RefusedFull = RefusedFull,
            RefusedMalformed = RefusedMalformed,
            RefusedLate = RefusedLate,
            Lag = Lag(now),
        };
        return settled with
        {
            Accepted = Accepted,
            AcceptedBytes = AcceptedBytes,
            InMemory = Math.Max(0, Outstanding - settled.InSpool),
        };
    }

    internal void AddAccepted(int bytes, long unixSeconds)
    {
        if (Outstanding == 0)
            Volatile.Write(ref _waitingSinceUnixSeconds, unixSeconds);
        Volatile.Write(ref _acceptedBytes, _acceptedBytes + bytes);
        Volatile.Write(ref _accepted, _accepted + 1);
    }

    /// <summary>Takes over what an earlier process accepted and left on disk.</summary>
    /// <param name="count">How many records are there.</param>
    /// <param name="lost">How many more are known to be lost; <see cref="Corrupt"/> will say so.</param>
    /// <param name="sinceUnixSeconds">About when the oldest was accepted.</param>
    internal void AddLeft(long count, long lost, long sinceUnixSeconds)
    {
        Volatile.Write(ref _waitingSinceUnixSeconds, sinceUnixSeconds);
        Volatile.Write(ref _inSpool, count);
        Volatile.Write(ref _accepted, _accepted + count + lost);
    }

    internal void AddPublished() => Volatile.Write(ref _published, _published + 1);

    internal void AddConfirmed(int records, long acceptedUnixSeconds)
    {
        Volatile.Write(ref _confirmedUpToUnixSeconds, acceptedUnixSeconds);
        Volatile.Write(ref _confirmed, _confirmed + records);
    }

    internal void AddRetried() => Volatile.Write(ref _retried, _retried + 1);

    internal void AddReturned() => Volatile.Write(ref _returned, _returned + 1);

    internal void AddSpooled(long count) => Volatile.Write(ref _spooled, _spooled + count);

    internal void AddDrained(int records) => Volatile.Write(ref _drained, _drained + records);

    internal void SetInSpool(long count) => Volatile.Write(ref _inSpool, count);

    internal void AddUnroutable(int records) => Volatile.Write(ref _unroutable, _unroutable + records);

    internal void AddTooLarge(int records) => Volatile.Write(ref _tooLarge, _tooLarge + records);

    internal void AddDroppedOldest(long count) => Volatile.Write(ref _droppedOldest, _droppedOldest + count);

    internal void SetCorrupt(long count) => Volatile.Write(ref _corrupt, count);

    internal void AddAbandoned(long count) => Volatile.Write(ref _abandoned, _abandoned + count);

    internal void AddRefusedFull() => Volatile.Write(ref _refusedFull, _refusedFull + 1);

    internal void AddRefusedLate() => Volatile.Write(ref _refusedLate, _refusedLate + 1);

    internal void AddRefusedMalformed() => Volatile.Write(ref _refusedMalformed, _refusedMalformed + 1);
}
