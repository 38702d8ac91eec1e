using System.Globalization;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>A store, and beside it a model that is simple enough to be right.</summary>
internal sealed class ModelLane(SpoolStore store, bool isOwn)
{
    private readonly List<ModelRecord> _records = [];
    private readonly Dictionary<ulong, byte[]> _failedPayloads = [];

    // Up to where confirms are written down: for a killed process, for a failed machine.
    private int _saved;
    private int _savedDurably;

    // Records that a crash may have taken: the store may count them as lost.
    private int _possiblyLost;
    private bool _hasCrashed;
    private int _read;

    public SpoolStore Store { get; private set; } = store;

    public bool IsOwn { get; private set; } = isOwn;

    public bool HasFaults { get; init; }

    // A disk that refuses a checkpoint may make it be given up, and what it covered come again.
    private RecordState End => HasFaults ? RecordState.Possible : RecordState.Gone;

    private int SettledThrough => _records.FindIndex(record => record.IsOpen) is >= 0 and var first ? first : _records.Count;

    public void Append(SpoolRecord[] records, SpoolBudget budget)
    {
        int appended;
        long first;
        try
        {
            appended = Store.Append(records, out first);
        }
        catch (SpoolException) when (HasFaults)
        {
            foreach (SpoolRecord record in records)
                _failedPayloads[record.Sequence] = record.Payload.ToArray();
            return;
        }

        Assert.Equal(_records.Count + 1, first);
        if (appended < records.Length && !HasFaults)
            Assert.True(budget.UsedBytes + records[appended].Payload.Length + 64 > budget.MaxBytes);
        foreach (SpoolRecord record in records.Take(appended))
            _records.AddRange(ModelRecord.Of(record.Sequence, record.Payload.ToArray(), record.Count));
    }

    public void MarkRead(int count)
    {
        count = Math.Min(count, _records.Count - _read);
        while (_records[_read + count - 1] is var last && last.Part < last.Parts - 1)
            count++;
        Store.MarkRead(count);
        for (int i = 0; i < count; i++)
            _records[_read++].IsRead = true;
    }

    public void Read(int maxRecords, int maxBytes)
    {
        var entries = new List<SpoolEntry>();
        bool isAny = Store.TryRead(maxRecords, maxBytes, out _, entries);
        Assert.Equal(isAny, entries.Count > 0);
        Assert.InRange(entries.Count, 0, maxRecords);
        if (entries.Count > 1)
            Assert.InRange(entries.Sum(entry => entry.Length), 0, maxBytes);
        foreach (SpoolEntry entry in entries)
            Meet(entry);
        if (isAny)
            return;
        SkipTo(_records.Count);
        Assert.Equal(0, Store.UnreadRecords);
        Assert.Equal(_records.Count(record => record.IsOpen), Store.Records);
        if (!HasFaults)
            Assert.InRange(Store.CorruptRecords, 0, _hasCrashed ? _possiblyLost : 0);
    }

    public void Confirm(int percent, Random random)
    {
        var read = Enumerable.Range(0, _records.Count).Where(i => _records[i].IsRead && _records[i].IsOpen && _records[i].Part == 0).ToList();
        foreach (int index in read.OrderBy(_ => random.Next()).Where(_ => random.Next(100) < percent))
        {
            Store.Confirm(index + 1, _records[index].Parts);
            foreach (ModelRecord record in _records.Skip(index).Take(_records[index].Parts))
                record.IsConfirmed = true;
        }

        // Nobody should, but somebody may.
        int any = random.Next(-1, _records.Count + (HasFaults ? 1 : 3));
        if (any < 1 || any > _records.Count || !_records[any - 1].IsOpen)
            Store.Confirm(any);
    }

    public void Save()
    {
        long before = Store.Bytes;
        try
        {
            Store.SaveCheckpoint();
        }
        catch (SpoolException) when (HasFaults)
        {
            (_saved, _savedDurably) = (0, 0);
            return;
        }

        NoteSaved(before);
    }

    public void Sync()
    {
        RecordState after = RecordState.Durable;
        try
        {
            Store.Sync();
        }
        catch (SpoolException) when (HasFaults)
        {
            after = RecordState.Unsyncable;
        }

        Assert.False(Store.HasUnsynced);
        foreach (ModelRecord record in _records.Where(record => record.State == RecordState.Unsynced))
            record.State = after;
    }

    public void Drop(ISpoolFiles files)
    {
        while (Store.TakeProblem() is not null)
        {
            // Of an earlier crash.
        }

        // The oldest segment ends where the next one begins.
        int end = SegmentFirsts(files).ElementAtOrDefault(1) is > 0 and var next ? next - 1 : _records.Count;
        end = Math.Min(end, _records.Count);
        int there = _records.Take(end).Count(record => record.IsOpen && record.State != RecordState.Possible);
        long before = Store.Bytes;
        long records = Store.Records;
        long lost = Store.DropOldestSegment(out long bytes);
        // Of what was left, some may not be there, and are counted as well.
        Assert.InRange(lost, there, IsOwn ? there : end);
        Assert.Equal(before - bytes, Store.Bytes);
        Assert.Equal(records - lost, Store.Records);
        if (Store.TakeProblem() is { } problem)
            Assert.True(HasFaults, problem);
        else
            NoteSaved(before);
        foreach (ModelRecord record in _records.Take(end).Where(record => record.IsOpen))
            Finish(record);
        _read = Math.Max(_read, end);
    }

    public void Close()
    {
        long before = Store.Bytes;
        Store.Dispose();
        if (!HasFaults)
            NoteSaved(before);
    }

    /// <summary>What must and may be there when another process comes.</summary>
    public void Leave(bool machineFails)
    {
        _hasCrashed |= machineFails;
        int saved = machineFails ? _savedDurably : _saved;
        for (int i = 0; i < _records.Count; i++)
        {
            ModelRecord record = _records[i];
            if (record.State == RecordState.Gone)
                continue;
            if (record.IsConfirmed)
                record.State = i < saved ? End : RecordState.Possible;
            else if (record.State != RecordState.Possible)
                record.State = machineFails && record.State != RecordState.Durable ? RecordState.Possible : RecordState.Durable;
            if (record.State == RecordState.Possible)
                _possiblyLost++;
            record.IsConfirmed = false;
            record.IsRead = false;
        }

        (_saved, _read, IsOwn) = (saved, 0, false);
    }

    /// <summary>Another process has it, or has removed it since it was empty.</summary>
    public bool IsFoundAs(SpoolStore? found, ISpoolFiles files)
    {
        if (found is null)
        {
            Assert.DoesNotContain(_records, record => record.MustBeRead);
            return false;
        }

        Store = found;
        SkipTo(Math.Min(_records.Count, SegmentFirsts(files).First() - 1));
        return true;
    }

    private IEnumerable<int> SegmentFirsts(ISpoolFiles files) => files.Files(Store.Folder)
        .Where(name => name.EndsWith(".segment", StringComparison.Ordinal))
        .Select(name => int.Parse(name[..20], CultureInfo.InvariantCulture));

    private void Finish(ModelRecord record)
    {
        record.State = End;
        record.IsConfirmed = true;
    }

    private void NoteSaved(long bytesBefore)
    {
        _saved = SettledThrough;
        if (Store.Bytes < bytesBefore)
            _savedDurably = _saved;
    }

    private void Meet(SpoolEntry entry)
    {
        int index = (int)entry.Ordinal - 1;
        if (index >= _records.Count || _records[index].Sequence != entry.Sequence)
        {
            // An append that failed and was cut short by a crash: its caller still has it, so it is a duplicate at worst.
            Assert.True(_failedPayloads.TryGetValue(entry.Sequence, out byte[]? payload), "a record that was never appended");
            Assert.Equal(payload, entry.Payload.ToArray());
            Assert.DoesNotContain(_records.Skip(index).Take(entry.Count), record => record.MustBeRead);
            while (index + entry.Count > _records.Count)
                _records.Add(new ModelRecord(0, [], 0, 1) { State = RecordState.Gone });
            foreach (ModelRecord record in ModelRecord.Of(entry.Sequence, payload, entry.Count, RecordState.Possible))
                _records[index + record.Part] = record;
        }

        SkipTo(index);
        Assert.Equal(0, _records[index].Part);
        Assert.Equal(_records[index].Parts, entry.Count);
        Assert.Equal((long)entry.Sequence + 1000, entry.AcceptedUnixSeconds);
        Assert.Equal((byte)entry.Sequence, entry.Form);
        foreach (ModelRecord record in _records.Skip(index).Take(entry.Count))
        {
            Assert.NotEqual(RecordState.Gone, record.State);
            Assert.True(record.Payload.AsSpan().SequenceEqual(entry.Payload.Span), "another payload");
            record.IsRead = true;
            if (record.State == RecordState.Possible)
                record.State = RecordState.Durable;
        }

        _read = index + entry.Count;
    }

    private void SkipTo(int index)
    {
        Assert.True(index >= _read, "not in order");
        for (; _read < index; _read++)
        {
            Assert.False(_records[_read].MustBeRead, $"record {_read + 1} is lost");
            if (!_records[_read].IsRead)
                Finish(_records[_read]);
        }
    }
}
