using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Reads logs and hands their records to the delivery, then waits until the broker has them. Used once.</summary>
internal sealed class ReplayRun
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    // Nothing waits any more when the connection is closed: this is for the closing itself.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly ReplayRequest _request;
    private readonly Surroundings _surroundings;
    private readonly Interruption _interruption;
    private readonly MessageArea _messages;
    private readonly HandoverCounter _handovers = new();
    private readonly ReadCounters _counters = new();
    private readonly EngineRegistry _engines;
    private readonly LogOutputs _outputs;
    private readonly ProgressLine _progress;
    private readonly Lock _lookLock = new();
    private readonly long _started;

    public ReplayRun(ReplayRequest request, Surroundings surroundings, Interruption interruption)
    {
        _request = request;
        _surroundings = surroundings;
        _interruption = interruption;
        _messages = new MessageArea(surroundings.Error, surroundings.IsErrorTerminal);
        _engines = new EngineRegistry(
            (broker, diagnostics) => _handovers.Watch(surroundings.BrokerFactory(broker, diagnostics)), surroundings.Time);
        _outputs = new LogOutputs(_engines.Get(request.Options.Broker), request.Options, _messages);
        _progress = new ProgressLine(request.SizeBytes);
        _started = surroundings.Time.GetTimestamp();
    }

    private TimeSpan Elapsed => _surroundings.Time.GetElapsedTime(_started);

    /// <summary>Does it all.</summary>
    public async Task<ReplaySummary> RunAsync()
    {
        using (ITimer look = _surroundings.Time.CreateTimer(_ => Look(), null, LookInterval, LookInterval))
        {
            try
            {
                foreach (LogInput input in _request.Inputs)
                    ReadInput(input);
            }
            catch (OperationCanceledException)
            {
                // What was read by now is still delivered.
            }

            // All is read: that is shown however soon the rest is over.
            lock (_lookLock)
                Show();
            await DrainAsync().ConfigureAwait(false);
        }

        await _engines.ShutdownAsync(CloseTimeout).ConfigureAwait(false);
        lock (_lookLock)
        {
            _outputs.Report();
            _messages.ShowLine("");
        }

        return new ReplaySummary
        {
            Read = _counters.Records,
            Published = _handovers.Count,
            Confirmed = _outputs.Confirmed,
            Malformed = _counters.Malformed,
            Skipped = _counters.Skipped,
            Bytes = _counters.Bytes,
            Elapsed = Elapsed,
        };
    }

    private void ReadInput(LogInput input)
    {
        var malformed = new MalformedLines(input.Name, _messages, _counters);
        LineReader? lines = null;
        try
        {
            using Stream file = input.Open();
            // A pipe's name says nothing, and it may stay silent for ever.
            string? path = _request.Path ?? (file.CanSeek ? LogPath.FromFileName(input.Name) : null);
            Stream patient = file.CanSeek ? file : new InterruptibleStream(file, _interruption.Stop);
            using Stream text = GzipDetection.Open(new CountingStream(patient, _counters.AddFileBytes));
            lines = new LineReader(text);
            ReadLines(lines, new LogReader(path, _request.Options.Format, _request.Times), malformed);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            malformed.Add((lines?.LineNumber ?? 0) + 1, $"cannot be read from here on: {FileTrouble.Describe(exception)}");
        }
        finally
        {
            malformed.Finish();
        }
    }

    private void ReadLines(LineReader lines, LogReader reader, MalformedLines malformed)
    {
        long bytes = 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            _interruption.Stop.ThrowIfCancellationRequested();
            if (lines.IsTooLong)
            {
                malformed.Add(lines.LineNumber, $"the line is longer than {LineReader.DefaultMaxLineBytes} bytes");
            }
            else
            {
                LineKind kind = reader.Read(line, out ReadOnlySpan<byte> message);
                if (kind == LineKind.Malformed)
                    malformed.Add(lines.LineNumber, reader.Problem);
                else if (kind == LineKind.Skipped)
                    _counters.AddSkipped();
                else if (kind == LineKind.Record)
                    Submit(reader, message, lines, malformed);
            }

            _counters.AddBytes(lines.BytesRead - bytes);
            bytes = lines.BytesRead;
        }
    }

    private void Submit(LogReader reader, ReadOnlySpan<byte> message, LineReader lines, MalformedLines malformed)
    {
        _request.Pace?.Wait(reader.Time, _interruption.Stop);
        try
        {
            if (_outputs.TrySubmit(reader.Path, reader.Schema, message, _interruption.Stop))
                _counters.AddRecord();
            else
                malformed.Add(lines.LineNumber, $"it is of one log more than the {LogOutputs.MaxLogs} that are sent at a time");
        }
        catch (OptionException exception)
        {
            // The log's path makes a name too long.
            malformed.Add(lines.LineNumber, exception.Message);
        }
    }

    /// <summary>Waits as long as confirms come, and as long as there is patience where none come.</summary>
    private async Task DrainAsync()
    {
        long lastOutstanding = _outputs.Outstanding;
        long lastProgress = _surroundings.Time.GetTimestamp();
        while (lastOutstanding > 0 && !_interruption.Abandon.IsCancellationRequested)
        {
            await Task.Delay(LookInterval / 4, _surroundings.Time).ConfigureAwait(false);
            long outstanding = _outputs.Outstanding;
            // Who interrupts does not want to wait as long as who came to the end.
            TimeSpan patience = _interruption.Stop.IsCancellationRequested ? _request.Options.Delivery.MaxWaitOnShutdown : _request.Patience;
            if (outstanding != lastOutstanding)
                lastProgress = _surroundings.Time.GetTimestamp();
            else if (_surroundings.Time.GetElapsedTime(lastProgress) >= patience)
                break;
            lastOutstanding = outstanding;
        }

        if (lastOutstanding > 0)
            _messages.Write($"error: {lastOutstanding} records were not confirmed and may be lost");
    }

    private void Look()
    {
        // A look that takes long, at a slow terminal, is not followed by another at once.
        if (!_lookLock.TryEnter())
            return;
        try
        {
            Show();
        }
        finally
        {
            _lookLock.Exit();
        }
    }

    private void Show()
    {
        _outputs.Report();
        if (_surroundings.IsErrorTerminal)
            _messages.ShowLine(_progress.Format(_counters, _outputs.Outstanding, Elapsed, _surroundings.Width() - 1));
    }
}
