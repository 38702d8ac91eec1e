namespace ZeekAmqp.Core.Spool;

/// <summary>A segment that this process writes or has yet to sync. Guarded by the lock of its <see cref="OpenSegmentList"/>.</summary>
internal sealed class OpenSegment(SpoolSegment segment, ISpoolFile file)
{
    private int _users;
    private bool _isClosing;

    public SpoolSegment Segment { get; } = segment;

    public ISpoolFile File { get; } = file;

    /// <summary>Whether something was written since the last sync began.</summary>
    public bool HasUnsynced { get; set; }

    /// <summary>Whether nothing is appended to it any more.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Why it could not be synced; what was written beside that attempt cannot be trusted to a later one.</summary>
    public SpoolException? SyncFailure { get; set; }

    /// <summary>Whether somebody writes or syncs it now.</summary>
    public bool IsInUse => _users > 0;

    /// <summary>Keeps it open until <see cref="EndUse"/>.</summary>
    public void BeginUse() => _users++;

    public void EndUse()
    {
        if (--_users == 0 && _isClosing)
            File.Dispose();
    }

    /// <summary>Closes it, now or when it is not in use any more.</summary>
    public void Close()
    {
        if (_isClosing)
            return;
        _isClosing = true;
        if (_users == 0)
            File.Dispose();
    }
}
