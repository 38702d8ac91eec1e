namespace ZeekAmqp.Core.Spool;

/// <summary>
/// One lane's messages on disk, in order: appended at the end, read from the front, deleted once confirmed. At least once: what is
/// confirmed may come again after a crash, what is not confirmed is not forgotten.
/// </summary>
/// <remarks>
/// Thread-safe. <see cref="Confirm"/>, <see cref="MarkRead"/> and the properties touch memory only and never wait for the disk; the other
/// methods wait for it and for each other, only <see cref="Sync"/> lets the others go on beside it.
/// </remarks>
public sealed class SpoolStore : IDisposable
{
    private readonly Lock _disk = new();
    private readonly ISpoolFiles _files;
    private readonly FolderPath _folder;
    private readonly SpoolBudget _budget;
    private readonly SpoolLedger _ledger;
    private readonly ProblemList _problems;
    private readonly OpenSegmentList _open = new();
    private readonly SegmentWriter _writer;
    private readonly SegmentSync _sync;
    private readonly SegmentReader _reader;
    private readonly CheckpointFile _checkpoint;
    private readonly SegmentRemoval _removal;
    private readonly bool _isLeft;
    private bool _isDisposed;

    internal SpoolStore(ISpoolFiles files, FolderPath folder, SpoolBudget budget, SpoolContents contents)
    {
        _files = files;
        _folder = folder;
        _budget = budget;
        _ledger = contents.Ledger;
        _problems = contents.Problems;
        _checkpoint = contents.Checkpoint;
        _isLeft = contents.IsLeft;
        _writer = new SegmentWriter(files, folder, budget, _ledger, _open);
        _sync = new SegmentSync(files, folder, _open);
        _reader = new SegmentReader(new SegmentInput(files, SegmentInput.Patience), _ledger, _problems);
        _removal = new SegmentRemoval(files, budget, _ledger, _checkpoint, _reader, _writer);
        Route = contents.Route;
        Created = contents.Created;
    }

    /// <summary>Where the messages go and whose they are.</summary>
    public SpoolRoute Route { get; }

    /// <summary>Where the files are now.</summary>
    public string Folder => _folder.Text;

    /// <summary>When it was made, by this process or the one that left it.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>Log records that are neither confirmed nor lost. Of what was left: as far as is known before it has been read.</summary>
    public long Records => _ledger.Records;

    /// <summary>Log records that <see cref="TryRead"/> would give.</summary>
    public long UnreadRecords => _ledger.Unread;

    /// <summary>Bytes of messages on disk.</summary>
    public long Bytes => _ledger.Bytes;

    /// <summary>Whether a failure of the machine would lose messages that <see cref="Sync"/> would save.</summary>
    public bool HasUnsynced => _open.HasUnsynced;

    /// <summary>Log records lost to damage, as far as reading has got.</summary>
    public long CorruptRecords => _ledger.Corrupt;

    /// <summary>Makes a store in a new folder, and its folder.</summary>
    /// <exception cref="SpoolException">It cannot be made.</exception>
    public static SpoolStore Create(ISpoolFiles files, string folder, SpoolRoute route, SpoolBudget budget, TimeProvider? time = null) =>
        Create(files, new FolderPath(folder), route, budget, time);

    /// <summary>Opens what an earlier process left. It can be read and confirmed; nothing can be appended.</summary>
    /// <exception cref="SpoolException">It cannot be read, or is of a newer version. Nothing has changed.</exception>
    public static SpoolStore Open(ISpoolFiles files, string folder, SpoolBudget budget) => Open(files, new FolderPath(folder), budget);

    internal static SpoolStore Create(ISpoolFiles files, FolderPath path, SpoolRoute route, SpoolBudget budget, TimeProvider? time)
    {
        string folder = path.Text;
        DateTimeOffset created = (time ?? TimeProvider.System).GetUtcNow();
        try
        {
            files.CreateFolder(folder);
            if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
                files.SyncFolder(parent);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("make the spool folder", folder, exception);
        }

        RouteFile.Write(files, folder, route, created);
        return new SpoolStore(files, path, budget, new SpoolContents(files, path, route, created));
    }

    internal static SpoolStore Open(ISpoolFiles files, FolderPath folder, SpoolBudget budget)
    {
        var store = new SpoolStore(files, folder, budget, SpoolContents.Load(files, folder));
        budget.Adopt(store.Bytes);
        return store;
    }

    /// <summary>Appends messages, the first ones if not all are within the budget.</summary>
    /// <param name="records">What to append.</param>
    /// <param name="firstOrdinal">The first one's ordinal; the others' follow, each by as many as the one before it holds records.</param>
    /// <returns>
    /// How many messages were appended; 0 if there is no room. In rare cases fewer than there was room for: the next call then says what is wrong.
    /// </returns>
    /// <exception cref="SpoolException">Disk trouble: none was appended.</exception>
    public int Append(ReadOnlySpan<SpoolRecord> records, out long firstOrdinal)
    {
        lock (_disk)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isLeft)
                throw new InvalidOperationException("nothing is appended to what another process wrote");
            firstOrdinal = _ledger.NextOrdinal;
            int appended = 0;
            try
            {
                while (appended < records.Length && _writer.Append(records[appended..]) is > 0 and var more)
                    appended += more;
            }
            catch (SpoolException) when (appended > 0)
            {
                // The segments before the one that failed are good.
            }

            return appended;
        }
    }

    /// <summary>Waits until all that was appended is on the disk.</summary>
    /// <exception cref="SpoolException">
    /// Some of it may not be. It can still be read as long as the machine runs; what is appended from now on goes to another file.
    /// </exception>
    public void Sync() => _sync.Sync();

    /// <summary>Reads the next messages that were not read yet, in order; false if there are none.</summary>
    /// <param name="maxMessages">How many at most.</param>
    /// <param name="maxBytes">How many bytes of bodies at most; one message is read however large it is.</param>
    /// <param name="buffer">Holds the bodies; <paramref name="offered"/>, or else the caller's from now on.</param>
    /// <param name="entries">What was read; what was in it before is gone.</param>
    /// <param name="offered">Memory to read into, if it is enough; nothing in it may be in use.</param>
    /// <exception cref="SpoolException">Disk trouble: nothing was read, and it can be tried again.</exception>
    public bool TryRead(int maxMessages, int maxBytes, out byte[] buffer, IList<SpoolEntry> entries, byte[]? offered = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMessages);
        entries.Clear();
        lock (_disk)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _reader.TryRead(maxMessages, maxBytes, offered ?? [], out buffer, entries);
        }
    }

    /// <summary>The ordinal of the oldest message that still has its place on disk: those before it are confirmed or were given up.</summary>
    public long FirstOrdinal => _ledger.FirstOrdinal;

    /// <summary>The next unread messages, of so many records, need not be read from disk: the caller has them, and will confirm them. Not beside <see cref="TryRead"/>.</summary>
    public void MarkRead(long count) => _ledger.MarkRead(count);

    /// <summary>What was read and is not confirmed will be read again: who had it in memory has it no more.</summary>
    public void Rewind()
    {
        lock (_disk)
        {
            // It has gone by what it would have to read.
            _reader.Dispose();
            _ledger.Rewind();
        }
    }

    /// <summary>A message has been delivered. In any order; ordinals that are not there, or not any more, are ignored.</summary>
    /// <param name="ordinal">Its ordinal.</param>
    /// <param name="count">How many log records it holds.</param>
    public void Confirm(long ordinal, int count = 1) => _ledger.Settle(ordinal, count);

    /// <summary>Writes down how far messages are confirmed, and deletes the segments that are confirmed to their last message.</summary>
    /// <exception cref="SpoolException">Disk trouble: some messages may be sent again after a crash, and some space is not free yet.</exception>
    public void SaveCheckpoint()
    {
        lock (_disk)
        {
            if (!_isDisposed)
                _removal.Run();
        }
    }

    /// <summary>Gives up the oldest segment, to make room.</summary>
    /// <param name="bytes">How much room that made; 0 if the disk did not let it.</param>
    /// <returns>How many log records that were not confirmed are lost. If this and the room are 0, no more room can be made.</returns>
    public long DropOldestSegment(out long bytes)
    {
        lock (_disk)
        {
            bytes = 0;
            if (_isDisposed || _ledger.DropOldest(out long lost) is null)
                return 0;
            long before = Bytes;
            try
            {
                _removal.Run();
            }
            catch (SpoolException exception)
            {
                _problems.Add(exception.Message);
            }

            bytes = before - Bytes;
            return lost;
        }
    }

    /// <summary>A line for a person about damage, with file and offset; null if there is none. At most a few, however much is damaged.</summary>
    public string? TakeProblem() => _problems.Take();

    /// <summary>Deletes an empty store, folder and all; foreign files in it, and with them the folder, stay.</summary>
    /// <exception cref="InvalidOperationException">There are messages in it.</exception>
    /// <exception cref="SpoolException">It cannot be deleted.</exception>
    public void Delete()
    {
        if (Records > 0)
            throw new InvalidOperationException($"the spool folder '{Folder}' still holds messages");
        Dispose();
        try
        {
            FolderRemoval.Remove(_files, Folder, SpoolContents.IsOwnFile);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("delete the spool folder", Folder, exception);
        }
    }

    /// <summary>Saves the checkpoint and closes the files; does not sync. What is left is no longer in the budget.</summary>
    public void Dispose()
    {
        lock (_disk)
        {
            if (_isDisposed)
                return;
            try
            {
                _removal.Run();
            }
            catch (SpoolException)
            {
                // Then the next process sends some messages again.
            }

            _isDisposed = true;
            _open.Close();
            _reader.Dispose();
            _checkpoint.Dispose();
            _budget.Release(Bytes);
        }
    }
}
