namespace ZeekAmqp.Core.Spool;

/// <summary>
/// The segments that this process has open to write: the one that is appended to, which is the last, and those with something to sync.
/// Thread-safe.
/// </summary>
internal sealed class OpenSegmentList
{
    private readonly Lock _lock = new();
    private readonly List<OpenSegment> _open = [];
    private bool _isFolderUnsynced;

    public bool HasUnsynced
    {
        get
        {
            lock (_lock)
                return _isFolderUnsynced || _open.Exists(open => open.HasUnsynced);
        }
    }

    /// <summary>The segment to append to, if it has room; in use until <see cref="EndAppend"/>.</summary>
    public OpenSegment? BeginAppend(long bytes, long maxBytes)
    {
        lock (_lock)
        {
            if (_open.Count == 0 || _open[^1].IsSealed || _open[^1].Segment.Length + bytes > maxBytes)
                return null;
            _open[^1].BeginUse();
            return _open[^1];
        }
    }

    /// <summary>Something was appended, or, if that failed, nothing is appended to this segment any more.</summary>
    public void EndAppend(OpenSegment open, bool hasWritten, bool hasFailed)
    {
        lock (_lock)
        {
            open.HasUnsynced |= hasWritten;
            EndUse(open, hasFailed);
        }
    }

    /// <summary>Nothing is appended to any of these segments any more.</summary>
    public void SealLast()
    {
        lock (_lock)
        {
            if (_open.Count > 0)
                Seal(_open[^1]);
        }
    }

    /// <summary>Adds a new segment with something in it.</summary>
    public void Add(OpenSegment open)
    {
        lock (_lock)
        {
            open.HasUnsynced = true;
            _open.Add(open);
            _isFolderUnsynced = true;
        }
    }

    /// <summary>Takes what is to be synced; the segments are in use until <see cref="EndSync"/>.</summary>
    public OpenSegment[] BeginSync(out bool syncFolder)
    {
        lock (_lock)
        {
            syncFolder = _isFolderUnsynced;
            _isFolderUnsynced = false;
            OpenSegment[] due = [.. _open.Where(open => open.HasUnsynced)];
            foreach (OpenSegment open in due)
            {
                open.HasUnsynced = false;
                open.BeginUse();
            }

            return due;
        }
    }

    /// <summary>A segment was synced, or, if that failed, nothing is appended to it any more.</summary>
    public void EndSync(OpenSegment open, SpoolException? failure)
    {
        lock (_lock)
        {
            open.SyncFailure = failure;
            EndUse(open, failure is not null);
        }
    }

    /// <summary>Closes a segment that is about to be deleted. Returns whether none is left.</summary>
    public bool Remove(SpoolSegment segment)
    {
        lock (_lock)
        {
            foreach (OpenSegment open in _open.Where(open => open.Segment == segment))
                open.Close();
            _open.RemoveAll(open => open.Segment == segment);
            return _open.Count == 0;
        }
    }

    /// <summary>Closes all.</summary>
    public void Close()
    {
        lock (_lock)
        {
            foreach (OpenSegment open in _open)
                open.Close();
            _open.Clear();
            _isFolderUnsynced = false;
        }
    }

    // One with something to sync stays open for that: a file that is opened later may not hear of an earlier failure.
    private void Seal(OpenSegment open)
    {
        open.IsSealed = true;
        if (open.HasUnsynced || open.IsInUse)
            return;
        open.Close();
        _open.Remove(open);
    }

    // An append and a sync may use the same one: who is last closes it.
    private void EndUse(OpenSegment open, bool hasFailed)
    {
        open.EndUse();
        if (hasFailed || open.IsSealed)
            Seal(open);
    }
}
