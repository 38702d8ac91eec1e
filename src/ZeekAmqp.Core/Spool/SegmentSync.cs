namespace ZeekAmqp.Core.Spool;

/// <summary>Gets what was appended onto the disk. Thread-safe, one sync at a time; appending may go on beside it.</summary>
internal sealed class SegmentSync(ISpoolFiles files, FolderPath folder, OpenSegmentList open)
{
    private readonly Lock _syncing = new();

    /// <summary>Waits until all that was appended is on the disk.</summary>
    /// <exception cref="SpoolException">Some of it is not, and never will be; nothing is appended to its segment any more.</exception>
    public void Sync()
    {
        lock (_syncing)
        {
            OpenSegment[] due = open.BeginSync(out bool syncFolder);
            SpoolException? failure = null;
            foreach (OpenSegment segment in due)
                failure = Sync(segment) ?? failure;
            if (syncFolder)
                failure = SyncFolder() ?? failure;
            if (failure is not null)
                throw failure;
        }
    }

    private SpoolException? Sync(OpenSegment segment)
    {
        // After a failure the system may say that all is well, and it is not.
        SpoolException? failure = segment.SyncFailure;
        try
        {
            if (failure is null)
                segment.File.Sync();
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            failure = SpoolException.Cannot("write to disk (fsync) the spool file", segment.Segment.Path, exception);
        }

        open.EndSync(segment, failure);
        return failure;
    }

    private SpoolException? SyncFolder()
    {
        try
        {
            files.SyncFolder(folder.Text);
            return null;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // The next append begins a segment, and with it another attempt.
            open.SealLast();
            return SpoolException.Cannot("write to disk (fsync) the spool folder", folder.Text, exception);
        }
    }
}
