using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Replay;

/// <summary>
/// Follows the log that has one name, through the files that get this name one after the other: when the log is rotated, the file that was read
/// is read to its end, then those that came and went unseen, then the new one. One thread at a time.
/// </summary>
/// <remarks>Nothing is waited for here: <see cref="ReadOn"/> is called again and again.</remarks>
internal sealed class FollowedFile(Stage stage, string name, bool isOfPattern) : IDisposable
{
    // Others have their turn after it.
    private const int MaxLinesAtOnce = 50_000;

    private readonly Queue<string> _rotated = new();

    // What cannot be read is not tried again and again.
    private readonly HashSet<FileIdentity> _tried = [];
    private FileFeed? _feed;
    private string _feedName = "";
    private bool _isLast;
    private bool _isRenamed;

    // Files that were last written after this moment may have had the name.
    private DateTime? _unseenSince;
    private bool _isRefused;
    private bool _hasLookedBack;

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>Whether nothing more can come.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Looks what there is, and hands it over.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="OperationCanceledException">No more is to be read.</exception>
    public bool ReadOn()
    {
        if (_feed is null && !TryOpenNext())
            return false;
        if (_feed!.Log.IsGrowing && _feed.Log.IsAnother())
        {
            stage.Messages.Write($"'{_feedName}' was truncated: it is read from its beginning again");
            stage.Positions.Restart(_feed.Position);
            // Perhaps it is rotated before it is looked at again.
            _unseenSince = File.GetLastWriteTimeUtc(_feed.Log.Handle!);
            Close();
            return true;
        }

        long before = _feed.Offset;
        if (_feed.ReadOn(MaxLinesAtOnce) || _feed.Offset != before)
        {
            _isRenamed = false;
            return true;
        }

        return EndIfOver();
    }

    public void Dispose() => Close();

    /// <summary>Nothing more is there now: looks whether more may come.</summary>
    /// <returns>Whether there is something else to read.</returns>
    private bool EndIfOver()
    {
        if (!_feed!.Log.IsGrowing || _feed.HasBrokenOff || !_isLast)
        {
            // Nobody writes to a file any more after which there was another one.
            HasEnded = _isLast;
            EndFeed();
            return !HasEnded;
        }

        FileIdentity? now = FileIdentity.OfFile(name);
        if (now == _feed.Log.Identity)
        {
            _isRenamed = false;
            return false;
        }

        // Who writes it may go on until there is a new one. Of one of many, that it is gone is its end.
        if (now is null && !isOfPattern && !FindUnseen(File.GetLastWriteTimeUtc(_feed.Log.Handle!)).Any())
            return false;
        // What was written between the last look at the file and the one at its name.
        if (!_isRenamed)
        {
            _isRenamed = true;
            return false;
        }

        EndFeed();
        HasEnded = now is null && isOfPattern;
        return !HasEnded;
    }

    private bool TryOpenNext()
    {
        if (!_hasLookedBack && stage.Positions.AreKept && !isOfPattern)
            LookBack();
        _hasLookedBack = true;
        while (true)
        {
            while (_rotated.TryDequeue(out string? rotated))
            {
                if (TryOpen(rotated, isFollowed: false))
                    return true;
            }

            FileIdentity? expected = FileIdentity.OfFile(name);
            if (EnqueueUnseen())
                continue;
            _isLast = TryOpen(name, isFollowed: true);
            if (!_isLast || isOfPattern || _feed!.Log.Identity == expected)
                return _isLast;
            // Rotated in this moment: what came before comes first.
            Close();
        }
    }

    private bool TryOpen(string file, bool isFollowed)
    {
        // Somebody else may be reading it, under another name.
        if (FileIdentity.OfFile(file) is { } identity && stage.Positions.IsOpen(identity))
            return false;
        try
        {
            FileStream stream = LogInputs.OpenFile(file);
            _isRefused = false;
            _feedName = file;
            _feed = FileFeed.TryOpen(stage, new LogInput(file, null, () => stream) { KeptAs = name }, isFollowed);
            // A file that was met is looked for after a crash, also if it is rotated by then.
            stage.Positions.TickAndSave();
            // It is of no use to try again what is damaged.
            HasEnded = _feed is null && isFollowed;
        }
        catch (FileNotFoundException)
        {
            Await(file);
        }
        catch (DirectoryNotFoundException)
        {
            Await(file);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            if (!_isRefused)
                stage.Messages.Write($"error: cannot open '{file}': {FileTrouble.Describe(exception)}; it is tried again");
            _isRefused = true;
        }

        return _feed is not null;
    }

    private void Await(string file)
    {
        HasEnded = isOfPattern;
        if (isOfPattern || _unseenSince is not null)
            return;
        // The clock of files is some milliseconds behind.
        _unseenSince = DateTime.UtcNow.AddMilliseconds(-10);
        stage.Messages.Write($"'{file}' does not exist: it is waited for");
    }

    /// <summary>The log was rotated since an earlier run has read it: what it had not read comes first.</summary>
    private void LookBack()
    {
        if (stage.Positions.Named(Path.GetFullPath(name)) is not { } known || IsStill(known))
            return;
        (string Name, FileIdentity Identity, DateTime Written) before = RotatedFiles.Beside(name).FirstOrDefault(file => file.Identity == known.Identity && known.Identity != default);
        if (before.Name is null)
        {
            stage.Messages.Write(
                $"warning: '{name}' was rotated since it was read up to byte {known.Offset}, and the old file is not beside it: "
                + "replay its archive with the same --position, and nothing is missing");
            return;
        }

        _rotated.Enqueue(before.Name);
        _unseenSince = before.Written;
    }

    // A new file may have got the inode of the old one.
    private bool IsStill(PositionEntry known)
    {
        if (FileIdentity.OfFile(name) != known.Identity)
            return false;
        try
        {
            using Stream text = GzipDetection.Open(LogInputs.OpenFile(name));
            var head = new byte[HeadStream.MaxBytes];
            return known.Head.IsOf(head.AsSpan(0, text.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            return false;
        }
    }

    /// <summary>Takes the files that had the name and lost it before anyone looked.</summary>
    /// <returns>Whether there are any.</returns>
    private bool EnqueueUnseen()
    {
        if (isOfPattern || _unseenSince is not { } since)
            return false;
        foreach ((string rotated, FileIdentity identity) in FindUnseen(since))
        {
            _tried.Add(identity);
            _rotated.Enqueue(rotated);
        }

        return _rotated.Count > 0;
    }

    private IEnumerable<(string Name, FileIdentity Identity)> FindUnseen(DateTime since) => RotatedFiles.Beside(name)
        .Where(file => file.Written >= since && stage.Positions.IsNews(file.Name) && !_tried.Contains(file.Identity))
        .Select(file => (file.Name, file.Identity));

    /// <summary>Reads what there is at the very end, and closes.</summary>
    private void EndFeed()
    {
        _feed!.Log.Lines.EndGrowth();
        _feed.ReadOn();
        if (_feed.Log.Handle is { } handle)
            _unseenSince = File.GetLastWriteTimeUtc(handle);
        Close();
    }

    private void Close()
    {
        _feed?.Dispose();
        _feed = null;
        _isLast = false;
        _isRenamed = false;
    }
}
