using System.Diagnostics.CodeAnalysis;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// Makes messages of one writer's records: of each its own, or of as many as <see cref="BatchOptions"/> allow. The records lie in
/// shared segments.
/// </summary>
internal sealed class MessageGather : IMessageGather
{
    private const int LineFeedBytes = 1;

    private readonly Lock _lock = new();
    private readonly MemoryBudget _budget;
    private readonly DeliveryLane _lane;
    private readonly TimeProvider _time;

    // Changed by the writer's thread alone, under the lock.
    private BatchOptions _batch;
    private SegmentPool _segments;
    private ITimer? _timer;

    // Larger bodies get a segment of their own, so that they do not waste the rest of a shared one.
    private int _sharedBytes;

    private Segment _segment;
    private ulong _sequence;

    // The message that is being gathered.
    private int _start;
    private int _records;
    private long _acceptedUnixSeconds;
    private long _begunAt;
    private bool _isTimerSet;

    public MessageGather(BatchOptions batch, SegmentPool segments, MemoryBudget budget, DeliveryLane lane, TimeProvider time)
    {
        _budget = budget;
        _lane = lane;
        _time = time;
        _segment = segments.Rent();
        Use(batch, segments);
    }

    /// <summary>Where the next record is best written to: there it need not be copied.</summary>
    public (byte[] Bytes, int Offset) Place => (_segment.Bytes, _segment.Used);

    public int CostOf(ReadOnlySpan<byte> record) => record.Length + (_batch.IsOn ? LineFeedBytes : OutboundMessage.Overhead);

    public void Add(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        if (_batch.IsOn)
        {
            lock (_lock)
                AddToBatch(record, acceptedUnixSeconds);
        }
        else
        {
            AddAlone(record, acceptedUnixSeconds);
        }
    }

    public void AddSchema(byte[] json, int copies, long unixSeconds)
    {
        lock (_lock)
        {
            SealBatch();
            // Bytes of its own: at the next place in the segment lies the record that it is in front of.
            var segment = new Segment(json, pool: null);
            for (int i = 0; i < copies; i++)
            {
                _budget.Overdraw(json.Length + OutboundMessage.Overhead);
                segment.Share();
                Send(segment, 0, json.Length, 1, unixSeconds, BodyForm.Schema);
            }

            segment.Release();
        }
    }

    public void Seal()
    {
        lock (_lock)
            SealBatch();
    }

    public void ChangeTo(BatchOptions batch, SegmentPool segments)
    {
        lock (_lock)
        {
            SealBatch();
            _segment.Release();
            _segment = segments.Rent();
            Use(batch, segments);
        }
    }

    /// <summary>Gives the segment back; nothing is added any more.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            SealBatch();
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
        _sharedBytes = batch.IsOn ? batch.MaxBytes : segments.SegmentBytes / 4;
        if (batch.IsOn)
            _timer ??= _time.CreateTimer(_ => SealIfDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void AddAlone(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        if (record.Length > _sharedBytes)
        {
            Send(new Segment(record.ToArray(), pool: null), 0, record.Length, 1, acceptedUnixSeconds, BodyForm.Record);
            return;
        }

        _start = _segment.Used;
        if (!_segment.TryAppend(record))
            Move(record);
        _segment.Share();
        Send(_segment, _start, record.Length, 1, acceptedUnixSeconds, BodyForm.Record);
        _segment.ReuseIfDelivered();
    }

    private void AddToBatch(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        int size = record.Length + LineFeedBytes;
        if (_records > 0 && _segment.Used - _start + size > _batch.MaxBytes)
            SealBatch();
        if (size > _sharedBytes)
        {
            SendLarge(record, acceptedUnixSeconds);
            return;
        }

        if (_records == 0)
            Begin(acceptedUnixSeconds);
        if (_segment.Bytes.Length - _segment.Used < size)
            Move(record);
        else
            _segment.TryAppend(record);
        _segment.TryAppend("\n"u8);
        if (++_records == _batch.MaxRecords)
            SealBatch();
    }

    private void Begin(long acceptedUnixSeconds)
    {
        _start = _segment.Used;
        _acceptedUnixSeconds = acceptedUnixSeconds;
        _begunAt = _time.GetTimestamp();
        // Left to run when a batch is full before it is due: at a high rate, it is set once a delay and not once a batch.
        if (_isTimerSet)
            return;
        _isTimerSet = true;
        _timer!.Change(_batch.MaxDelay, Timeout.InfiniteTimeSpan);
    }

    // A message is in one segment: what there is of it goes to the next one, together with the record.
    private void Move(ReadOnlySpan<byte> record)
    {
        Segment full = _segment;
        _segment = _segments.Rent();
        _segment.TryAppend(full.Bytes.AsSpan(_start, full.Used - _start));
        _segment.TryAppend(record);
        _start = 0;
        full.Release();
    }

    private void SendLarge(ReadOnlySpan<byte> record, long acceptedUnixSeconds)
    {
        byte[] line = GC.AllocateUninitializedArray<byte>(record.Length + LineFeedBytes);
        record.CopyTo(line);
        line[^1] = (byte)'\n';
        _budget.Overdraw(OutboundMessage.Overhead);
        Send(new Segment(line, pool: null), 0, line.Length, 1, acceptedUnixSeconds, BodyForm.Lines);
    }

    private void SealIfDue()
    {
        lock (_lock)
        {
            _isTimerSet = false;
            if (_records == 0)
                return;
            TimeSpan left = _batch.MaxDelay - _time.GetElapsedTime(_begunAt);
            if (left <= TimeSpan.Zero)
            {
                SealBatch();
                return;
            }

            _isTimerSet = true;
            _timer!.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    private void SealBatch()
    {
        if (_records == 0)
            return;
        _budget.Overdraw(OutboundMessage.Overhead);
        _segment.Share();
        Send(_segment, _start, _segment.Used - _start, _records, _acceptedUnixSeconds, BodyForm.Lines);
        _records = 0;
    }

    private void Send(Segment segment, int offset, int length, int records, long acceptedUnixSeconds, BodyForm form) =>
        _lane.Enqueue(new OutboundMessage(segment, offset, length, ++_sequence, acceptedUnixSeconds, records, form));
}
