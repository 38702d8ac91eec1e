namespace ZeekAmqp.Core.Spool;

/// <summary>Writes the checkpoint and deletes segments whose records are all settled, oldest first. One thread at a time.</summary>
internal sealed class SegmentRemoval(
    ISpoolFiles files, SpoolBudget budget, SpoolLedger ledger, CheckpointFile checkpoint, SegmentReader reader, SegmentWriter writer)
{
    /// <summary>Does what can be done.</summary>
    /// <exception cref="SpoolException">What could not be.</exception>
    public void Run()
    {
        SpoolException? failure = TrySave();
        // Without a checkpoint the oldest segment is where the next process begins, which is right as well, and is how a full disk gets free.
        if (failure is null || (ledger.OldestIfSettled() is not null && checkpoint.TryDelete()))
        {
            SpoolException? deletion = TryDelete();
            failure = failure is null ? deletion : deletion ?? TrySave();
        }

        if (failure is not null)
            throw failure;
    }

    private SpoolException? TrySave()
    {
        try
        {
            long settled = ledger.SettledThrough;
            if (settled != checkpoint.SettledThrough)
                checkpoint.Write(settled);
            // On the disk before a segment goes: so a segment that is missing is one that was lost.
            if (ledger.OldestIfSettled() is not null)
                checkpoint.Sync();
            return null;
        }
        catch (SpoolException exception)
        {
            return exception;
        }
    }

    private SpoolException? TryDelete()
    {
        while (ledger.OldestIfSettled() is { } settled)
        {
            try
            {
                reader.Leave(settled);
                writer.Leave(settled);
                files.Delete(settled.Path);
            }
            catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
            {
                return SpoolException.Cannot("delete the spool file", settled.Path, exception);
            }

            ledger.Remove(settled);
            budget.Release(settled.Length);
        }

        return null;
    }
}
