using System.Collections.Concurrent;
using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Reads files to their ends: those of one log one after the other, those of several logs side by side.</summary>
internal sealed class SeriesReader(Stage stage)
{
    // More do not make it faster, but the pace of records that are sent as they once came needs all logs at a time.
    private const int MaxThreads = 256;

    /// <summary>Reads all of them; ends early if it is interrupted.</summary>
    public async Task ReadAsync(IReadOnlyList<LogInput> inputs)
    {
        var waiting = new ConcurrentQueue<LogInput[]>(LogSeries.Of(inputs, stage.Request.Path));
        int threads = stage.Request.Pace is OriginalPace ? MaxThreads : Environment.ProcessorCount;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(threads, waiting.Count)).Select(_ => Task.Factory.StartNew(
            () => ReadSeries(waiting), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).ConfigureAwait(false);
    }

    private void ReadSeries(ConcurrentQueue<LogInput[]> waiting)
    {
        try
        {
            while (waiting.TryDequeue(out LogInput[]? series))
            {
                foreach (LogInput input in series)
                    ReadFile(input);
            }
        }
        catch (OperationCanceledException)
        {
            // What was read by now is still delivered.
        }
    }

    private void ReadFile(LogInput input)
    {
        using FileFeed? feed = FileFeed.TryOpen(stage, input, isFollowed: false);
        feed?.ReadOn();
        if (feed is { HasBrokenOff: false, Log.Lines.HasOpenLine: true })
            stage.Messages.Write($"'{input.Name}': its last line has no end yet: it is left to the next run");
    }
}
