using System.Diagnostics.CodeAnalysis;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Makes messages of records that do not all go to the same place: a message has records of one place only, and in front of its body
/// the values that name it. Order is kept within a place.
/// </summary>
internal sealed class SortingGather : IMessageGather
{
    // As many messages are gathered at a time; to begin another, the oldest is sealed. Who sends packets may choose the values, and
    // each costs memory, and a look for each record.
    private const int MaxOpen = 64;

    private const int LineFeedBytes = 1;

    // Records are formatted here, and lie in their segment behind values that are known only then.
    private readonly byte[] _place = new byte[4096];
    private readonly Lock _lock = new();
    private readonly MemoryBudget _budget;
    private readonly DeliveryLane _lane;
    private readonly TimeProvider _time;
    private readonly RecordValues _reader;

    // Changed by the writer's thread alone, under the lock.
    private BatchOptions _batch;
    private SegmentPool _segments;
    private ITimer? _timer;

    // In the order in which they were begun; those behind them are not in use.
    private readonly List<OpenBatch> _open = [];
    private readonly Stack<OpenBatch> _free = new();
    private readonly byte[] _values;
    private int _valuesLength;
    private Segment _segment;
    private ulong _sequence;
    private bool _isTimerSet;

    public SortingGather(RecordValues reader, BatchOptions batch, SegmentPool segments, MemoryBudget budget, DeliveryLane lane, TimeProvider time)
    {
        _reader = reader;
        _values = new byte[reader.MaxBytes];
        _budget = budget;
        _lane = lane;
        _time = time;
        _segment = segments.Rent();
        Use(batch, segments);
    }

    public (byte[] Bytes, int Offset) Place => (_place, 0);

    /// <summary>Memory that the record takes which is added next: its values are looked for here.</summary>
    public int CostOf(ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> values = _reader.Of(record);
        values.CopyTo(_values);
        _valuesLength = values.Length;
        // Those of a batch are in its message once, and counted then.
        return record.Length + (_batch.IsOn ? LineFeedBytes : values.Length + OutboundMessage.Overhead);
    }

    public void Add(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        lock (_lock)
        {
            if (_batch.IsOn)
                AddToBatch(record, acceptedUnixSeconds);
            else
                Send(_values.AsSpan(0, _valuesLength), record, _valuesLength, 1, acceptedUnixSeconds, BodyForm.Record);
        }
    }

    // Which consumers it is for only the records say: the options that would ask for it are refused.
    public void AddSchema(byte[] json, int copies, long unixSeconds) => throw new NotSupportedException();

    public void Seal()
    {
        lock (_lock)
            SealAll();
    }

    public void ChangeTo(BatchOptions batch, SegmentPool segments)
    {
        lock (_lock)
        {
            SealAll();
            _segment.Release();
            _segment = segments.Rent();
            Use(batch, segments);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            SealAll();
            _segment.Release();
        }
    }

    [MemberNotNull(nameof(_batch), nameof(_segments))]
    private void Use(BatchOptions batch, SegmentPool segments)
    {
        _batch = batch;
        _segments = segments;
        // It may be set for a longer delay than this one.
        _isTimerSet = false;
        if (batch.IsOn)
            _timer ??= _time.CreateTimer(_ => SealIfDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void AddToBatch(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        ReadOnlySpan<byte> values = _values.AsSpan(0, _valuesLength);
        int index = IndexOf(values);
        // A record that is larger than a batch may be is alone in one that is full at once.
        if (index >= 0 && _open[index].Length + record.Length + LineFeedBytes > _batch.MaxBytes)
        {
            SealAt(index);
            index = -1;
        }

        if (index < 0)
            index = Begin(values, acceptedUnixSeconds);
        _open[index].Add(record);
        if (_open[index].Records == _batch.MaxRecords || _open[index].Length >= _batch.MaxBytes)
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
        begun.Begin(values, acceptedUnixSeconds, _time.GetTimestamp());
        _open.Add(begun);
        if (!_isTimerSet)
            SetTimer(_batch.MaxDelay);
        return _open.Count - 1;
    }

    private void SealIfDue()
    {
        lock (_lock)
        {
            _isTimerSet = false;
            while (_open.Count > 0)
            {
                TimeSpan left = _batch.MaxDelay - _time.GetElapsedTime(_open[0].BegunAt);
                if (left > TimeSpan.Zero)
                {
                    SetTimer(left);
                    return;
                }

                SealAt(0);
            }
        }
    }

    private void SetTimer(TimeSpan time)
    {
        _isTimerSet = true;
        _timer!.Change(time, Timeout.InfiniteTimeSpan);
    }

    private void SealAll()
    {
        while (_open.Count > 0)
            SealAt(0);
    }

    private void SealAt(int index)
    {
        OpenBatch sealedNow = _open[index];
        _open.RemoveAt(index);
        _budget.Overdraw(sealedNow.ValuesLength + OutboundMessage.Overhead);
        Send(sealedNow.Written, default, sealedNow.ValuesLength, sealedNow.Records, sealedNow.AcceptedUnixSeconds, BodyForm.Lines);
        sealedNow.Clear();
        _free.Push(sealedNow);
    }

    // Two pieces that lie one behind the other from now on: the values, and the body.
    private void Send(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, int valuesLength, int records, long acceptedUnixSeconds, BodyForm form)
    {
        int size = first.Length + second.Length;
        int offset = 0;
        Segment segment = _segment;
        // What takes much of a segment gets one of its own, so that it does not waste the rest of a shared one.
        if (size > _segments.SegmentBytes / 4)
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
                segment = _segment = _segments.Rent();
            }

            offset = segment.Used;
            segment.TryAppend(first);
            segment.TryAppend(second);
            segment.Share();
        }

        _lane.Enqueue(new OutboundMessage(segment, offset, size - valuesLength, ++_sequence, acceptedUnixSeconds, records, form, valuesLength: valuesLength));
        if (segment == _segment)
            segment.ReuseIfDelivered();
    }
}
