namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Notices a channel that neither works nor fails: a publish call that does not return, a window whose confirms stay away.
/// </summary>
/// <remarks>
/// Half-open connections and a broker that stopped reading look like this. The remedy is to throw the session away. A broker that
/// asked to pause is not stalled.
/// </remarks>
internal sealed class StallWatch(OutcomeClock others, TimeProvider time)
{
    // Longer than a broker with slow disks takes to confirm.
    public static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(30);

    // The socket's buffers take no byte for this long.
    public static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(15);

    // If the broker has answered any writer of this connection within this, it works.
    private static readonly TimeSpan AnsweredLately = ConfirmTimeout / 2;

    private long _lastOutcome = time.GetTimestamp();
    private bool _waitedBefore;
    private long _publishStarted;
    private ChannelSession? _publishing;

    /// <summary>A new session begins: nothing is waited for yet.</summary>
    public void Restart() => _waitedBefore = false;

    /// <summary>A publish call begins.</summary>
    public void BeginPublish(ChannelSession session)
    {
        _publishing = session;
        Volatile.Write(ref _publishStarted, time.GetTimestamp());
    }

    /// <summary>The publish call has returned or failed.</summary>
    public void EndPublish() => Volatile.Write(ref _publishStarted, 0);

    /// <summary>A confirm or nack has come.</summary>
    public void NoteOutcome()
    {
        others.Note();
        RestartClock();
    }

    /// <summary>Ends the session if messages have waited too long for any outcome. The loop's to call, whenever it wakes.</summary>
    public void CheckConfirms(ChannelSession session, int unconfirmed)
    {
        bool waits = unconfirmed > 0 && session.BlockedReason is null;
        // The clock runs from when there was first something to wait for.
        if (!waits || !_waitedBefore)
            RestartClock();
        _waitedBefore = waits;
        if (!waits || time.GetElapsedTime(_lastOutcome) <= ConfirmTimeout)
            return;
        string what = $"the broker confirmed none of {unconfirmed} messages within {ConfirmTimeout.TotalSeconds:0} s";
        // A queue without a majority of its nodes confirms nothing; that must not cost the other writers their connection.
        session.Fail(others.Elapsed < AnsweredLately
            ? new BrokerFailure(FailureScope.Channel, $"{what}, while it does others; look whether the queue has lost nodes of its cluster")
            : Stalled(what));
    }

    /// <summary>Ends the session if a publish call has not returned in time. A timer's to call, since the loop itself is held up.</summary>
    public void CheckPublish()
    {
        long started = Volatile.Read(ref _publishStarted);
        if (started != 0 && time.GetElapsedTime(started) > PublishTimeout && _publishing is { BlockedReason: null } session)
            session.Fail(Stalled($"the connection took no data for {PublishTimeout.TotalSeconds:0} s"));
    }

    private void RestartClock() => _lastOutcome = time.GetTimestamp();

    private static BrokerFailure Stalled(string what) =>
        new(FailureScope.Connection, $"{what}; the connection is given up and made again");
}
