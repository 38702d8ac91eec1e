using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Replay;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Schema;

/// <summary>Finds out from log files what is in the logs. Files are read to their ends: another head may be there. Used once.</summary>
/// <param name="path">Path of logs that do not name theirs; null to go by the file's name.</param>
/// <param name="messages">Takes what goes wrong.</param>
internal sealed class FileLogs(string? path, MessageArea messages)
{
    // As a record is, before anything is put around it.
    private static readonly RecordFormat Bare = new() { IsTagged = false };

    private readonly ReadCounters _counters = new();
    private readonly Dictionary<string, SeenLog> _logs = [];
    private long _contradictions;

    /// <summary>Whether all lines were records, and no two heads say different things of one log.</summary>
    public bool IsWhole => _counters.Malformed == 0 && _contradictions == 0;

    /// <summary>Reads a file.</summary>
    /// <exception cref="OperationCanceledException">The reading was interrupted.</exception>
    public void Read(LogInput input, CancellationToken stop)
    {
        var malformed = new MalformedLines(input.Name, messages, _counters);
        LineReader? lines = null;
        try
        {
            using Stream file = input.Open();
            string? name = path ?? (file.CanSeek ? LogPath.FromFileName(input.Name) : null);
            Stream patient = file.CanSeek ? file : new InterruptibleStream(file, stop);
            using Stream text = GzipDetection.Open(patient);
            lines = new LineReader(text);
            ReadLines(input.Name, lines, new LogReader(name, Bare), malformed, stop);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            malformed.Add((lines?.LineNumber ?? 0) + 1, $"cannot be read from here on: {exception.Message}");
        }
        finally
        {
            malformed.Finish();
        }
    }

    /// <summary>What was found, in the order in which it was.</summary>
    public List<DescribedLog> Describe(WriterOptions options)
    {
        foreach ((string name, SeenLog log) in _logs)
        {
            if (log.IsInferred)
                messages.Write($"warning: log '{name}' is JSON, which does not say what types Zeek has for it, nor which fields there are: its schema is made of what is in {log.JsonRecords} records");
            else if (log.JsonRecords > 0)
                messages.Write($"warning: log '{name}' has records in JSON too: its schema is that of its TSV heads");
        }

        return [.. _logs.Select(log => new DescribedLog(log.Key, log.Key, options, log.Value.ToSchema(options.Format)))];
    }

    private void ReadLines(string name, LineReader lines, LogReader reader, MalformedLines malformed, CancellationToken stop)
    {
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            stop.ThrowIfCancellationRequested();
            if (lines.IsTooLong)
            {
                malformed.Add(lines.LineNumber, $"the line is longer than {LineReader.DefaultMaxLineBytes} bytes");
                continue;
            }

            LineKind kind = reader.Read(line, out ReadOnlySpan<byte> record);
            if (kind == LineKind.Malformed)
                malformed.Add(lines.LineNumber, reader.Problem);
            else if (reader.Schema is null && kind != LineKind.Record)
                continue;
            else if (LogOf(reader.Path) is not { } log)
                malformed.Add(lines.LineNumber, $"it is of one log more than the {LogOutputs.MaxLogs} that are described at a time");
            else if (reader.Schema is { } columns)
                AddColumns(name, lines.LineNumber, log, columns);
            else
                log.AddRecord(record);
        }
    }

    private void AddColumns(string file, long line, SeenLog log, LogSchema columns)
    {
        if (log.AddColumns(columns) is not { } other)
            return;
        _contradictions++;
        messages.Write($"{file}:{line}: column '{other.Name}' of log '{columns.Path}' has another type here than above; its schema has the first one");
    }

    private SeenLog? LogOf(string log)
    {
        if (!_logs.TryGetValue(log, out SeenLog? seen) && _logs.Count < LogOutputs.MaxLogs)
            _logs.Add(log, seen = new SeenLog(log));
        return seen;
    }
}
