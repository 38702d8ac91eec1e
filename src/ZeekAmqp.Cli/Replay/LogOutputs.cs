using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Replay;

/// <summary>The writers of a replay, one for each log's path, so that a log's records stay in order whatever heads are between them.</summary>
/// <remarks><see cref="TrySubmit"/> is the reading thread's; any thread may ask for counts and report.</remarks>
internal sealed class LogOutputs(DeliveryEngine engine, WriterOptions options, MessageArea messages)
{
    // RabbitMQ allows 2047 channels in a connection, and each writer has one.
    public const int MaxLogs = 1000;

    private readonly Dictionary<string, LogWriter> _byPath = [];
    private volatile LogWriter[] _writers = [];
    private string? _lastPath;
    private LogWriter? _lastWriter;
    private LogSchema? _lastSchema;

    /// <summary>Records that the broker has.</summary>
    public long Confirmed => _writers.Sum(ConfirmedOf);

    /// <summary>Records of which nobody knows yet what becomes of them.</summary>
    public long Outstanding => _writers.Sum(writer => writer.Counters.Outstanding);

    /// <summary>Hands a record over; waits as long as there is no room for it.</summary>
    /// <param name="path">Its log.</param>
    /// <param name="schema">The log's columns; null if they are not known.</param>
    /// <param name="message">The record.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>False if it would be of one log too many.</returns>
    /// <exception cref="OperationCanceledException">The wait was interrupted; the record was not taken.</exception>
    public bool TrySubmit(string path, LogSchema? schema, ReadOnlySpan<byte> message, CancellationToken stop)
    {
        if (!ReferenceEquals(path, _lastPath))
        {
            if (!TryGetWriter(path, schema, out _lastWriter))
                return false;
            _lastPath = path;
            _lastSchema = null;
        }

        if (!ReferenceEquals(schema, _lastSchema))
        {
            _lastSchema = schema;
            if (schema is not null)
                _lastWriter!.Announce(schema);
        }

        while (_lastWriter!.Submit(message) == SubmitOutcome.NoRoomYet)
            stop.ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>Reports what the delivery has to say.</summary>
    public void Report()
    {
        foreach (LogWriter writer in _writers)
        {
            while (writer.TryTakeDiagnostic(out Diagnostic diagnostic))
                messages.Write(diagnostic);
        }
    }

    // Schemas are no records, and are in front of them: what is confirmed first are these.
    private static long ConfirmedOf(LogWriter writer) => Math.Max(0, writer.Counters.Confirmed - writer.Schemas);

    private bool TryGetWriter(string path, LogSchema? schema, out LogWriter? writer)
    {
        if (_byPath.TryGetValue(path, out writer))
            return true;
        if (_byPath.Count == MaxLogs)
            return false;
        writer = engine.OpenWriter(new LogSchema(path), options);
        _byPath.Add(path, writer);
        if (options.PublishesSchema && schema is null)
            messages.Write($"warning: log '{path}' is JSON, which does not say what its columns are: no schema of it is published");
        _writers = [.. _writers, writer];
        return true;
    }
}
