using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Reads logs and hands their records to the delivery, then waits until the broker has them. Used once.</summary>
internal sealed class ReplayRun
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);

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
    private readonly Positions _positions;
    private readonly Stage _stage;
    private readonly ProgressLine _progress;
    private readonly Lock _lookLock = new();
    private readonly long _started;

    public ReplayRun(ReplayRequest request, Surroundings surroundings, Interruption interruption)
    {
        _request = request;
        _surroundings = surroundings;
        _interruption = interruption;
        _messages = new MessageArea(surroundings.Error, surroundings.CanDrawOnError);
        _engines = new EngineRegistry(
            (broker, diagnostics) => _handovers.Watch(surroundings.BrokerFactory(broker, diagnostics)), surroundings.Time);
        _outputs = new LogOutputs(_engines.Get(request.Options.Broker), request.Options, _messages);
        _positions = new Positions(request.PositionFile, areOfUse: request.Follow is not null, _messages, surroundings.Time);
        _stage = new Stage(request, _outputs, _positions, _counters, _messages, interruption.Stop);
        _progress = new ProgressLine(request.SizeBytes);
        _started = surroundings.Time.GetTimestamp();
    }

    private TimeSpan Elapsed => _surroundings.Time.GetElapsedTime(_started);

    /// <summary>Does it all.</summary>
    public async Task<ReplaySummary> RunAsync()
    {
        using (ITimer look = _surroundings.Time.CreateTimer(_ => Look(), null, LookInterval, LookInterval))
        using (ITimer tick = _surroundings.Time.CreateTimer(_ => _positions.TickAndSave(), null, TickInterval, TickInterval))
        {
            await ReadAsync().ConfigureAwait(false);
            // All is read: that is shown however soon the rest is over.
            lock (_lookLock)
                Show();
            await DrainAsync().ConfigureAwait(false);
        }

        await _engines.ShutdownAsync(CloseTimeout).ConfigureAwait(false);
        bool isPositionSaved = _positions.SaveLast();
        _positions.Dispose();
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
            Resumed = _counters.Resumed,
            IsPositionSaved = isPositionSaved,
            Bytes = _counters.Bytes,
            Elapsed = Elapsed,
        };
    }

    private async Task ReadAsync()
    {
        if (_request.Follow is { } follow)
        {
            await new FollowLoop(_stage, follow, _surroundings.Time).RunAsync().ConfigureAwait(false);
            return;
        }

        if (_positions.AreKept)
            _positions.Compare(_request.Inputs);
        await new SeriesReader(_stage).ReadAsync(_request.Inputs).ConfigureAwait(false);
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
        if (_surroundings.CanDrawOnError)
            _messages.ShowLine(_progress.Format(_counters, _outputs.Outstanding, Elapsed, _surroundings.Width() - 1));
    }
}
