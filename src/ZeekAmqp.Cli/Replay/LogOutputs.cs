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

    /// <summary>Records that the broker has.</summary>
    public long Confirmed => _writers.Sum(writer => writer.Counters.Confirmed);

    /// <summary>Records of which nobody knows yet what becomes of them.</summary>
    public long Outstanding => _writers.Sum(writer => writer.Counters.Outstanding);

    /// <summary>Hands a record over; waits as long as there is no room for it.</summary>
    /// <returns>False if it would be of one log too many.</returns>
    /// <exception cref="OperationCanceledException">The wait was interrupted; the record was not taken.</exception>
    public bool TrySubmit(string path, ReadOnlySpan<byte> message, CancellationToken stop)
    {
        if (!ReferenceEquals(path, _lastPath))
        {
            if (!TryGetWriter(path, out _lastWriter))
                return false;
            _lastPath = path;
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

    private bool TryGetWriter(string path, out LogWriter? writer)
    {
        if (_byPath.TryGetValue(path, out writer))
            return true;
        if (_byPath.Count == MaxLogs)
            return false;
        writer = engine.OpenWriter(new LogSchema(path), options);
        _byPath.Add(path, writer);
        _writers = [.. _writers, writer];
        return true;
    }
}
