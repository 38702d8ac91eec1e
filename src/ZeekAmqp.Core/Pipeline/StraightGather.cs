using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Makes messages of records that all go to the same place: of each its own, or of as many as <see cref="BatchOptions"/> allow.
/// </summary>
internal sealed class StraightGather(BatchOptions batch, SegmentPool segments, MemoryBudget budget, DeliveryLane lane, TimeProvider time)
    : MessageGather(batch, segments, budget, lane, time)
{
    // The message that is being gathered.
    private int _start;
    private int _records;
    private long _acceptedUnixSeconds;
    private long _begunAt;

    public override (byte[] Bytes, int Offset) Place => (Segment.Bytes, Segment.Used);

    // Larger bodies get a segment of their own, so that they do not waste the rest of a shared one.
    private int SharedBytes => Batch.IsOn ? Batch.MaxBytes : Segments.SegmentBytes / 4;

    public override int CostOf(ReadOnlySpan<byte> record) => record.Length + (Batch.IsOn ? LineFeedBytes : OutboundMessage.Overhead);

    public override void Add(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        if (Batch.IsOn)
        {
            lock (Gathering)
                AddToBatch(record, acceptedUnixSeconds);
        }
        else
        {
            AddAlone(record, acceptedUnixSeconds);
        }
    }

    public override void AddSchema(byte[] json, int copies, long unixSeconds)
    {
        lock (Gathering)
        {
            SealAll();
            // Bytes of its own: at the next place in the segment lies the record that it is in front of.
            var segment = new Segment(json, pool: null);
            for (int i = 0; i < copies; i++)
            {
                Budget.Overdraw(json.Length + OutboundMessage.Overhead);
                segment.Share();
                Send(segment, 0, json.Length, 1, unixSeconds, BodyForm.Schema);
            }

            segment.Release();
        }
    }

    protected override void SealAll()
    {
        if (_records == 0)
            return;
        Budget.Overdraw(OutboundMessage.Overhead);
        Segment.Share();
        Send(Segment, _start, Segment.Used - _start, _records, _acceptedUnixSeconds, BodyForm.Lines);
        _records = 0;
    }

    protected override TimeSpan? SealDue()
    {
        if (_records > 0 && LeftOf(_begunAt) is { Ticks: > 0 } left)
            return left;
        SealAll();
        return null;
    }

    private void AddAlone(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        if (record.Length > SharedBytes)
        {
            Send(new Segment(record.ToArray(), pool: null), 0, record.Length, 1, acceptedUnixSeconds, BodyForm.Record);
            return;
        }

        _start = Segment.Used;
        if (!Segment.TryAppend(record))
            Move(record);
        Segment.Share();
        Send(Segment, _start, record.Length, 1, acceptedUnixSeconds, BodyForm.Record);
        Segment.ReuseIfDelivered();
    }

    private void AddToBatch(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        int size = record.Length + LineFeedBytes;
        if (_records > 0 && Segment.Used - _start + size > Batch.MaxBytes)
            SealAll();
        if (size > SharedBytes)
        {
            SendLarge(record, acceptedUnixSeconds);
            return;
        }

        if (_records == 0)
            Begin(acceptedUnixSeconds);
        if (Segment.Bytes.Length - Segment.Used < size)
            Move(record);
        else
            Segment.TryAppend(record);
        Segment.TryAppend("\n"u8);
        if (++_records == Batch.MaxRecords)
            SealAll();
    }

    private void Begin(long acceptedUnixSeconds)
    {
        _start = Segment.Used;
        _acceptedUnixSeconds = acceptedUnixSeconds;
        _begunAt = Time.GetTimestamp();
        BeginDelay();
    }

    // A message is in one segment: what there is of it goes to the next one, together with the record.
    private void Move(ReadOnlySpan<byte> record)
    {
        Segment full = Segment;
        Segment = Segments.Rent();
        Segment.TryAppend(full.Bytes.AsSpan(_start, full.Used - _start));
        Segment.TryAppend(record);
        _start = 0;
        full.Release();
    }

    private void SendLarge(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        byte[] line = GC.AllocateUninitializedArray<byte>(record.Length + LineFeedBytes);
        record.CopyTo(line);
        line[^1] = (byte)'\n';
        Budget.Overdraw(OutboundMessage.Overhead);
        Send(new Segment(line, pool: null), 0, line.Length, 1, acceptedUnixSeconds, BodyForm.Lines);
    }
}
