using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Makes messages of records that do not all go to the same place: a message has records of one place only, and in front of its body
/// the values that name it. Order is kept within a place.
/// </summary>
internal sealed class SortingGather : MessageGather
{
    // As many messages are gathered at a time; to begin another, the oldest is sealed. Who sends packets may choose the values, and
    // each costs memory, and a look for each record.
    private const int MaxOpen = 64;

    // Records are formatted here, and lie in their segment behind values that are known only then.
    private readonly byte[] _place = new byte[4096];
    private readonly RecordValues _reader;

    // In the order in which they were begun; those behind them are not in use.
    private readonly List<OpenBatch> _open = [];
    private readonly Stack<OpenBatch> _free = new();
    private readonly byte[] _values;
    private int _valuesLength;

    public SortingGather(RecordValues reader, BatchOptions batch, SegmentPool segments, MemoryBudget budget, DeliveryLane lane, TimeProvider time)
        : base(batch, segments, budget, lane, time)
    {
        _reader = reader;
        _values = new byte[reader.MaxBytes];
    }

    public override (byte[] Bytes, int Offset) Place => (_place, 0);

    /// <summary>Memory that the record takes which is added next: its values are looked for here.</summary>
    public override int CostOf(ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> values = _reader.Of(record);
        values.CopyTo(_values);
        _valuesLength = values.Length;
        // Those of a batch are in its message once, and counted then.
        return record.Length + (Batch.IsOn ? LineFeedBytes : values.Length + OutboundMessage.Overhead);
    }

    public override void Add(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        lock (Gathering)
        {
            if (Batch.IsOn)
                AddToBatch(record, acceptedUnixSeconds);
            else
                Send(_values.AsSpan(0, _valuesLength), record, _valuesLength, 1, acceptedUnixSeconds, BodyForm.Record);
        }
    }

    // Which consumers it is for only the records say: the options that would ask for it are refused.
    public override void AddSchema(byte[] json, int copies, long unixSeconds) => throw new NotSupportedException();

    protected override void SealAll()
    {
        while (_open.Count > 0)
            SealAt(0);
    }

    protected override TimeSpan? SealDue()
    {
        while (_open.Count > 0)
        {
            if (LeftOf(_open[0].BegunAt) is { Ticks: > 0 } left)
                return left;
            SealAt(0);
        }

        return null;
    }

    private void AddToBatch(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        ReadOnlySpan<byte> values = _values.AsSpan(0, _valuesLength);
        int index = IndexOf(values);
        // A record that is larger than a batch may be is alone in one that is full at once.
        if (index >= 0 && _open[index].Length + record.Length + LineFeedBytes > Batch.MaxBytes)
        {
            SealAt(index);
            index = -1;
        }

        if (index < 0)
            index = Begin(values, acceptedUnixSeconds);
        _open[index].Add(record);
        if (_open[index].Records == Batch.MaxRecords || _open[index].Length >= Batch.MaxBytes)
            SealAt(index);
    }

    private int IndexOf(ReadOnlySpan<byte> values)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].IsFor(values))
                return i;
        }

        return -1;
    }

    private int Begin(ReadOnlySpan<byte> values, long acceptedUnixSeconds)
    {
        if (_open.Count == MaxOpen)
            SealAt(0);
        OpenBatch begun = _free.TryPop(out OpenBatch? free) ? free : new OpenBatch();
        begun.Begin(values, acceptedUnixSeconds, Time.GetTimestamp());
        _open.Add(begun);
        BeginDelay();
        return _open.Count - 1;
    }

    private void SealAt(int index)
    {
        OpenBatch sealedNow = _open[index];
        _open.RemoveAt(index);
        Budget.Overdraw(sealedNow.ValuesLength + OutboundMessage.Overhead);
        Send(sealedNow.Written, default, sealedNow.ValuesLength, sealedNow.Records, sealedNow.AcceptedUnixSeconds, BodyForm.Lines);
        sealedNow.Clear();
        _free.Push(sealedNow);
    }

    // Two pieces that lie one behind the other from now on: the values, and the body.
    private void Send(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, int valuesLength, int records, long acceptedUnixSeconds, BodyForm form)
    {
        int size = first.Length + second.Length;
        int offset = 0;
        Segment segment = Segment;
        // What takes much of a segment gets one of its own, so that it does not waste the rest of a shared one.
        if (size > Segments.SegmentBytes / 4)
        {
            byte[] bytes = GC.AllocateUninitializedArray<byte>(size);
            first.CopyTo(bytes);
            second.CopyTo(bytes.AsSpan(first.Length));
            segment = new Segment(bytes, pool: null);
        }
        else
        {
            if (segment.Bytes.Length - segment.Used < size)
            {
                segment.Release();
                segment = Segment = Segments.Rent();
            }

            offset = segment.Used;
            segment.TryAppend(first);
            segment.TryAppend(second);
            segment.Share();
        }

        Send(segment, offset, size - valuesLength, records, acceptedUnixSeconds, form, valuesLength);
        if (segment == Segment)
            segment.ReuseIfDelivered();
    }
}
