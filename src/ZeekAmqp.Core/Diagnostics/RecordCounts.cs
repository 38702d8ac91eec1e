namespace ZeekAmqp.Core.Diagnostics;

/// <summary>
/// What has become of records at one moment, of one writer or of several. <see cref="WriterCounters"/> says what each number means;
/// <see cref="InSpool"/>, <see cref="InMemory"/> and <see cref="Lag"/> go up and down, the others only up.
/// </summary>
public readonly record struct RecordCounts
{
    public long Accepted { get; init; }

    public long AcceptedBytes { get; init; }

    public long Published { get; init; }

    public long Confirmed { get; init; }

    public long Retried { get; init; }

    public long Returned { get; init; }

    public long Spooled { get; init; }

    public long Drained { get; init; }

    public long InSpool { get; init; }

    /// <summary>Records that are in memory only, waiting or published and not yet confirmed.</summary>
    public long InMemory { get; init; }

    public long RefusedFull { get; init; }

    public long DroppedOldest { get; init; }

    public long Unroutable { get; init; }

    public long TooLarge { get; init; }

    public long RefusedMalformed { get; init; }

    public long RefusedLate { get; init; }

    public long Corrupt { get; init; }

    public long Abandoned { get; init; }

    /// <summary>Age of the oldest record that is not settled, to a second; of several writers, the longest.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Both together.</summary>
    public static RecordCounts operator +(in RecordCounts left, in RecordCounts right) => new()
    {
        Accepted = left.Accepted + right.Accepted,
        AcceptedBytes = left.AcceptedBytes + right.AcceptedBytes,
        Published = left.Published + right.Published,
        Confirmed = left.Confirmed + right.Confirmed,
        Retried = left.Retried + right.Retried,
        Returned = left.Returned + right.Returned,
        Spooled = left.Spooled + right.Spooled,
        Drained = left.Drained + right.Drained,
        InSpool = left.InSpool + right.InSpool,
        InMemory = left.InMemory + right.InMemory,
        RefusedFull = left.RefusedFull + right.RefusedFull,
        DroppedOldest = left.DroppedOldest + right.DroppedOldest,
        Unroutable = left.Unroutable + right.Unroutable,
        TooLarge = left.TooLarge + right.TooLarge,
        RefusedMalformed = left.RefusedMalformed + right.RefusedMalformed,
        RefusedLate = left.RefusedLate + right.RefusedLate,
        Corrupt = left.Corrupt + right.Corrupt,
        Abandoned = left.Abandoned + right.Abandoned,
        Lag = left.Lag > right.Lag ? left.Lag : right.Lag,
    };
}
