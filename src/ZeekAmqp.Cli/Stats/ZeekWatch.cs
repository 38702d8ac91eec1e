namespace ZeekAmqp.Cli.Stats;

/// <summary>Watches a node of Zeek. One thread.</summary>
internal sealed class ZeekWatch
{
    private readonly ZeekEndpoint _endpoint;
    private readonly Polling<Answer> _polling;
    private readonly RateMeter _meter = new();

    public ZeekWatch(ZeekEndpoint endpoint, TimeProvider time)
    {
        _endpoint = endpoint;
        long start = time.GetTimestamp();
        _polling = new Polling<Answer>(
            async cancellation =>
            {
                (ZeekReading? reading, string? trouble) = await endpoint.ReadAsync(cancellation).ConfigureAwait(false);
                return new Answer(reading, trouble, time.GetElapsedTime(start));
            },
            time);
    }

    /// <summary>How it is now.</summary>
    /// <param name="patience">How long to wait for it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ZeekState> NextAsync(TimeSpan patience, CancellationToken cancellation)
    {
        Answer? answer = await _polling.NextAsync(patience, cancellation).ConfigureAwait(false);
        if (answer?.Reading is not { } reading)
            return new ZeekState(_endpoint.Place, $"cannot read Zeek at {_endpoint.Place}: {answer?.Trouble ?? $"no answer for {_polling.Waiting.TotalSeconds:0} s"}", [], []);
        IReadOnlyDictionary<LogKey, LogRates>? rates = _meter.Next(reading.Logs, answer.At);
        return new ZeekState(
            _endpoint.Place,
            null,
            reading.Connections,
            [.. reading.Logs.Select(log => new LogRow(log.Key, _endpoint.Place, log.Value, rates?[log.Key]))]);
    }

    private sealed record Answer(ZeekReading? Reading, string? Trouble, TimeSpan At);
}
