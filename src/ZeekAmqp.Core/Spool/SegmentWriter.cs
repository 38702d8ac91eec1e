namespace ZeekAmqp.Core.Spool;

/// <summary>Appends records to segments. One thread at a time.</summary>
internal sealed class SegmentWriter(ISpoolFiles files, FolderPath folder, SpoolBudget budget, SpoolLedger ledger, OpenSegmentList open)
{
    private readonly RecordGather _gather = new();

    /// <summary>Appends as many of the records as go into one segment and are within the budget.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="SpoolException">Disk trouble: none was appended.</exception>
    public int Append(ReadOnlySpan<SpoolRecord> records)
    {
        OpenSegment? current = open.BeginAppend(RecordGather.SizeOf(records[0]), budget.SegmentBytes);
        int count = Reserve(records, current?.Segment.Length ?? 0, out long bytes);
        bool isWritten = false;
        try
        {
            if (count > 0 && current is null)
                WriteNew(records[..count], bytes);
            else if (count > 0)
                WriteOn(current!, records[..count], bytes);
            isWritten = count > 0;
            return count;
        }
        finally
        {
            if (!isWritten)
                budget.Release(bytes);
            if (current is not null)
                open.EndAppend(current, isWritten, hasFailed: !isWritten && count > 0);
        }
    }

    /// <summary>Closes a segment that is about to be deleted.</summary>
    public void Leave(SpoolSegment segment)
    {
        if (open.Remove(segment))
            _gather.Shrink();
    }

    private int Reserve(ReadOnlySpan<SpoolRecord> records, long length, out long bytes)
    {
        bytes = 0;
        int count = 0;
        foreach (ref readonly SpoolRecord record in records)
        {
            long size = RecordGather.SizeOf(record) + (length == 0 && count == 0 ? SegmentFormat.HeaderBytes : 0);
            if (count > 0 && length + bytes + size > budget.SegmentBytes)
                break;
            if (!budget.TryReserve(size))
                break;
            bytes += size;
            count++;
        }

        return count;
    }

    private void WriteOn(OpenSegment current, ReadOnlySpan<SpoolRecord> records, long bytes)
    {
        try
        {
            _gather.Begin(current.File, current.Segment.Length);
            _gather.Write(records, ledger.NextOrdinal);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // What is there of these records is cut off. If it cannot be, the next segment will begin with the same ordinals, and only its
            // own count.
            TryTruncate(current);
            throw SpoolException.Cannot("append to the spool file", current.Segment.Path, exception);
        }

        ledger.Append(current.Segment, CountOf(records), bytes);
    }

    private void WriteNew(ReadOnlySpan<SpoolRecord> records, long bytes)
    {
        long first = ledger.NextOrdinal;
        string name = SegmentFormat.FileName(first);
        string path = folder.Of(name);
        ISpoolFile? file = null;
        try
        {
            // Whatever comes of it: from now on nothing is appended to the one before.
            open.SealLast();
            file = files.Create(path);
            _gather.Begin(file, 0);
            _gather.WriteHeader(first);
            _gather.Write(records, first);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // If it cannot be deleted, the next attempt, which uses the same name, empties it. Until then no record gets its ordinals: they
            // would count as belonging to this file.
            file?.Dispose();
            TryDelete(path);
            throw SpoolException.Cannot("write the spool file", path, exception);
        }

        var segment = new SpoolSegment(folder, name, first, first, 0) { IsEndSeen = true };
        open.Add(new OpenSegment(segment, file));
        ledger.Append(segment, CountOf(records), bytes);
    }

    private static long CountOf(ReadOnlySpan<SpoolRecord> records)
    {
        long count = 0;
        foreach (ref readonly SpoolRecord record in records)
            count += record.Count;
        return count;
    }

    private static void TryTruncate(OpenSegment current)
    {
        try
        {
            current.File.Truncate(current.Segment.Length);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // See WriteOn.
        }
    }

    private void TryDelete(string path)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // See WriteNew.
        }
    }
}
