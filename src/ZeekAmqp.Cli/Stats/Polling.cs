namespace ZeekAmqp.Cli.Stats;

/// <summary>Asks a source again and again, one question at a time, so that a slow one holds nobody up. One thread.</summary>
/// <param name="ask">Asks; ends after a bounded time.</param>
/// <param name="time">The clock.</param>
internal sealed class Polling<T>(Func<CancellationToken, Task<T>> ask, TimeProvider time)
    where T : class
{
    private Task<T>? _asking;
    private long _since;

    /// <summary>How long the question has been without an answer.</summary>
    public TimeSpan Waiting => _asking is null ? TimeSpan.Zero : time.GetElapsedTime(_since);

    /// <summary>The next answer; null if there is none yet.</summary>
    /// <param name="patience">How long to wait for it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<T?> NextAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (_asking is null)
        {
            _since = time.GetTimestamp();
            _asking = ask(cancellation);
        }

        await Task.WhenAny(_asking, Task.Delay(patience, time, cancellation)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (!_asking.IsCompleted)
            return null;
        T answer = await _asking.ConfigureAwait(false);
        _asking = null;
        return answer;
    }
}
