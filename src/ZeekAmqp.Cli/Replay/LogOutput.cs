using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Where the records of one log go, whichever files they are in. Thread-safe.</summary>
internal sealed class LogOutput(LogWriter writer, ConfirmedMessages confirmed)
{
    private readonly Lock _lock = new();
    private LogSchema? _lastSchema;

    /// <summary>Delivers the records.</summary>
    public LogWriter Writer => writer;

    /// <summary>What the broker has of them.</summary>
    public ConfirmedMessages Confirmed => confirmed;

    /// <summary>Hands a record over; waits as long as there is no room for it.</summary>
    /// <param name="schema">The log's columns; null if they are not known.</param>
    /// <param name="message">The record.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was interrupted; the record was not taken.</exception>
    public void Submit(LogSchema? schema, ReadOnlySpan<byte> message, CancellationToken stop)
    {
        while (!TrySubmit(schema, message))
            stop.ThrowIfCancellationRequested();
    }

    /// <summary>What was submitted by now is in messages up to the number that is returned.</summary>
    public ulong Seal()
    {
        lock (_lock)
            return writer.Flush();
    }

    private bool TrySubmit(LogSchema? schema, ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            if (schema is not null && !ReferenceEquals(schema, _lastSchema))
                writer.Announce(schema);
            _lastSchema = schema ?? _lastSchema;
            return writer.Submit(message) != SubmitOutcome.NoRoomYet;
        }
    }
}
