using System.Diagnostics.CodeAnalysis;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Replay;

/// <summary>
/// The outputs of a replay, one for each log's path, so that a log's records stay in order whatever heads are between them. Thread-safe.
/// </summary>
internal sealed class LogOutputs(DeliveryEngine engine, WriterOptions options, MessageArea messages)
{
    // RabbitMQ allows 2047 channels in a connection, and each writer has one.
    public const int MaxLogs = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LogOutput> _byPath = [];
    private volatile LogWriter[] _writers = [];

    /// <summary>Records that the broker has.</summary>
    public long Confirmed => _writers.Sum(ConfirmedOf);

    /// <summary>Records of which nobody knows yet what becomes of them.</summary>
    public long Outstanding => _writers.Sum(writer => writer.Counters.Outstanding);

    /// <summary>Finds a log's output.</summary>
    /// <param name="path">The log.</param>
    /// <param name="hasSchema">Whether its columns are known.</param>
    /// <param name="output">What was found.</param>
    /// <returns>False if it would be of one log too many.</returns>
    /// <exception cref="OptionException">The log's path makes a name too long.</exception>
    public bool TryGet(string path, bool hasSchema, [NotNullWhen(true)] out LogOutput? output)
    {
        lock (_lock)
        {
            if (_byPath.TryGetValue(path, out output))
                return true;
            if (_byPath.Count == MaxLogs)
                return false;
            var confirmed = new ConfirmedMessages();
            LogWriter writer = engine.OpenWriter(new LogSchema(path), options, listener: confirmed);
            _byPath.Add(path, output = new LogOutput(writer, confirmed));
            _writers = [.. _writers, writer];
            if (options.PublishesSchema && !hasSchema)
                messages.Write($"warning: log '{path}' is JSON, which does not say what its columns are: no schema of it is published");
            return true;
        }
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
}
