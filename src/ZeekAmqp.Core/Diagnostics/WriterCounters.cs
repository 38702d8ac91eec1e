namespace ZeekAmqp.Core.Diagnostics;

/// <summary>
/// What has become of a writer's records. Accepted = Confirmed + Rejected + Abandoned + still under way; a record that was not
/// accepted is in Refused. Any thread may read; each counter has one writing thread.
/// </summary>
public sealed class WriterCounters
{
    private long _accepted;
    private long _acceptedBytes;
    private long _published;
    private long _confirmed;
    private long _retried;
    private long _rejected;
    private long _abandoned;
    private long _refusedFull;
    private long _refusedMalformed;
    private long _refusedLate;

    /// <summary>Records that entered the queue.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Bytes of their messages.</summary>
    public long AcceptedBytes => Volatile.Read(ref _acceptedBytes);

    /// <summary>Messages handed to a connection, repetitions included.</summary>
    public long Published => Volatile.Read(ref _published);

    /// <summary>Records that the broker has taken responsibility for.</summary>
    public long Confirmed => Volatile.Read(ref _confirmed);

    /// <summary>Messages that have to be, or were, published again.</summary>
    public long Retried => Volatile.Read(ref _retried);

    /// <summary>Records that came back because no queue is bound for them: lost.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>Records that were under way when the time to shut down was up: lost, as far as is known.</summary>
    public long Abandoned => Volatile.Read(ref _abandoned);

    /// <summary>Records not taken because the queue was full: lost.</summary>
    public long RefusedFull => Volatile.Read(ref _refusedFull);

    /// <summary>Records not taken because they did not fit the log's fields or were too large: lost.</summary>
    public long RefusedMalformed => Volatile.Read(ref _refusedMalformed);

    /// <summary>Records not taken because the writer had finished: lost.</summary>
    public long RefusedLate => Volatile.Read(ref _refusedLate);

    /// <summary>Records that are neither delivered nor given up.</summary>
    public long Outstanding => Accepted - Confirmed - Rejected - Abandoned;

    /// <summary>Records lost for any reason.</summary>
    public long Lost => Rejected + Abandoned + RefusedFull + RefusedMalformed + RefusedLate;

    internal void AddAccepted(int bytes)
    {
        Volatile.Write(ref _acceptedBytes, _acceptedBytes + bytes);
        Volatile.Write(ref _accepted, _accepted + 1);
    }

    internal void AddPublished() => Volatile.Write(ref _published, _published + 1);

    internal void AddConfirmed() => Volatile.Write(ref _confirmed, _confirmed + 1);

    internal void AddRetried() => Volatile.Write(ref _retried, _retried + 1);

    internal void AddRejected() => Volatile.Write(ref _rejected, _rejected + 1);

    internal void AddAbandoned(long count) => Volatile.Write(ref _abandoned, _abandoned + count);

    internal void AddRefusedFull() => Volatile.Write(ref _refusedFull, _refusedFull + 1);

    internal void AddRefusedLate() => Volatile.Write(ref _refusedLate, _refusedLate + 1);

    internal void AddRefusedMalformed() => Volatile.Write(ref _refusedMalformed, _refusedMalformed + 1);
}
