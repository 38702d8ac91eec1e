using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Reads all sources again and again, and shows them.</summary>
/// <param name="request">What, and how often.</param>
/// <param name="view">Shows it.</param>
/// <param name="messages">Takes what is to be said at the end.</param>
/// <param name="time">The clock.</param>
internal sealed class StatsRun(StatsRequest request, IStatsView view, MessageArea messages, TimeProvider time)
{
    // A person watches: what has not answered by then, is shown without its answer.
    private static readonly TimeSpan LivePatience = TimeSpan.FromSeconds(1);

    // How soon a terminal that changed its size is drawn anew.
    private static readonly TimeSpan Adjustment = TimeSpan.FromMilliseconds(200);

    private StatsSnapshot? _last;
    private bool _hasAnything;

    /// <summary>Runs until there were enough views, or <paramref name="stop"/>.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            await ShowAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The user has seen enough.
        }
        catch (IOException)
        {
            // Whoever read the output has gone; there is nobody to tell.
            return ExitStatus.Incomplete;
        }
        finally
        {
            End();
        }

        if (_hasAnything || _last is null)
            return ExitStatus.Success;
        // On a terminal, the last view stands there and says it.
        foreach (string trouble in view.IsLive ? [] : _last.Troubles)
            messages.Write($"error: {trouble}");
        return ExitStatus.Incomplete;
    }

    private async Task ShowAsync(CancellationToken stop)
    {
        long start = time.GetTimestamp();
        long views = 0;
        for (long round = 0; ; round++)
        {
            _last = await ReadAsync(stop).ConfigureAwait(false);
            _hasAnything |= _last.HasAnything;
            // What is not live shows each view once, and whole: the first reading is only what its rates begin with.
            if (view.IsLive || round > 0)
            {
                view.Show(_last);
                if (++views >= request.Count)
                    return;
            }

            await WaitAsync(request.Interval * (round + 1) - time.GetElapsedTime(start), stop).ConfigureAwait(false);
        }
    }

    private async Task<StatsSnapshot> ReadAsync(CancellationToken stop)
    {
        // What is not live waits for each source, which itself waits a bounded time.
        TimeSpan patience = view.IsLive ? LivePatience : TimeSpan.FromHours(1);
        Task<BrokerState> broker = request.Broker.NextAsync(patience, stop);
        ZeekState[] nodes = await Task.WhenAll(request.Zeek.Select(watch => watch.NextAsync(patience, stop))).ConfigureAwait(false);
        IEnumerable<LogRow> rows = nodes.SelectMany(node => node.Logs);
        IReadOnlyList<LogRow> logs = [.. (request.IsPerNode ? rows : StatsSnapshot.Sum(rows))
            .OrderBy(row => row.Node, StringComparer.Ordinal).ThenBy(row => row.Key.Log, StringComparer.Ordinal).ThenBy(row => row.Key.Filter, StringComparer.Ordinal)];
        return new StatsSnapshot(time.GetUtcNow(), nodes, logs, await broker.ConfigureAwait(false));
    }

    private async Task WaitAsync(TimeSpan rest, CancellationToken stop)
    {
        while (rest > TimeSpan.Zero)
        {
            TimeSpan part = view.IsLive && rest > Adjustment ? Adjustment : rest;
            await Task.Delay(part, time, stop).ConfigureAwait(false);
            view.Adjust();
            rest -= part;
        }
    }

    private void End()
    {
        try
        {
            view.End();
        }
        catch (IOException)
        {
            // The terminal has gone.
        }
    }
}
