using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Follows logs as they grow, are rotated, and appear, until it is interrupted, or nothing has come for long enough.</summary>
/// <remarks>By looking, and not by being told: that works on network file systems too.</remarks>
internal sealed class FollowLoop(Stage stage, FollowRequest request, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SearchInterval = TimeSpan.FromSeconds(1);

    private readonly List<FollowedFile> _files = [];

    // Archives that are perhaps still being written, and what they were like.
    private readonly Dictionary<string, FileState?> _unfinished = [];
    private long? _searched;
    private string? _lastComplaint;

    /// <summary>Does it all.</summary>
    public async Task RunAsync()
    {
        try
        {
            _files.AddRange(request.Arguments.Where(each => !LogInputs.IsSeveral(each)).Select(each => new FollowedFile(stage, each, isOfPattern: false)));
            await ReadArchivesAsync().ConfigureAwait(false);
            await FollowAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What was read by now is still delivered.
        }
        finally
        {
            foreach (FollowedFile file in _files)
                file.Dispose();
        }
    }

    /// <summary>Of what is there at first, all but the newest of each log is read in its order.</summary>
    private async Task ReadArchivesAsync()
    {
        LogInput[] found = [.. Patterns()
            .SelectMany(Search)
            .Select(file => new LogInput(file, null, () => LogInputs.OpenFile(file)) { Identity = FileIdentity.OfFile(file) })
            .Where(input => input.Identity is not null)
            .DistinctBy(input => input.Identity)];
        LogInput[] older = [.. LogSeries.Of(found, stage.Request.Path).SelectMany(series => series.SkipLast(1))];
        if (older.Length > 0)
            await new SeriesReader(stage).ReadAsync(older).ConfigureAwait(false);
    }

    private async Task FollowAsync()
    {
        long lastCame = time.GetTimestamp();
        while (true)
        {
            stage.Stop.ThrowIfCancellationRequested();
            SearchIfDue();
            if (ReadAll())
                lastCame = time.GetTimestamp();
            else if (request.IdleExit is { } idle && time.GetElapsedTime(lastCame) >= idle)
                return;
            else
                await Task.Delay(LookInterval, time, stage.Stop).ConfigureAwait(false);
        }
    }

    private bool ReadAll()
    {
        int came = 0;
        Parallel.ForEach(_files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, file =>
        {
            try
            {
                if (file.ReadOn())
                    Interlocked.Increment(ref came);
            }
            catch (OperationCanceledException)
            {
                // The loop looks whether it is to end.
            }
        });
        foreach (FollowedFile ended in _files.Where(file => file.HasEnded))
            ended.Dispose();
        _files.RemoveAll(file => file.HasEnded);
        return came > 0;
    }

    private IEnumerable<string> Patterns() => request.Arguments.Where(LogInputs.IsSeveral);

    private void SearchIfDue()
    {
        if (_searched is { } last && time.GetElapsedTime(last) < SearchInterval)
            return;
        _searched = time.GetTimestamp();
        foreach (string file in Patterns().SelectMany(Search))
        {
            if (_files.All(known => known.Name != file) && IsNews(file))
                _files.Add(new FollowedFile(stage, file, isOfPattern: true));
        }
    }

    private string[] Search(string pattern)
    {
        try
        {
            return LogInputs.Search(pattern, request.IsRecursive);
        }
        catch (UsageException exception)
        {
            if (exception.Message != _lastComplaint)
                stage.Messages.Write($"error: {exception.Message}; it is tried again");
            _lastComplaint = exception.Message;
            return [];
        }
    }

    private bool IsNews(string file)
    {
        if (!stage.Positions.IsNews(file))
            return false;
        if (!file.EndsWith(".gz", StringComparison.Ordinal))
            return true;
        // It is perhaps still being written; it does not grow any more once it is complete.
        FileState? state = FileState.Of(file);
        bool isFinished = _unfinished.TryGetValue(file, out FileState? before) && before == state;
        _unfinished[file] = state;
        if (isFinished)
            _unfinished.Remove(file);
        return isFinished;
    }
}
