namespace ZeekAmqp.Cli.Replay;

/// <summary>How fast records may be sent. Thread-safe.</summary>
internal interface IPace
{
    /// <summary>Waits until the next record may be sent.</summary>
    /// <param name="recordTime">When it happened, in seconds since 1970; no number if it does not say.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was ended; the record is not to be sent.</exception>
    void Wait(double recordTime, CancellationToken stop);
}
