using System.Diagnostics.CodeAnalysis;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>Makes messages of one writer's records, which lie in shared segments. What is gathered becomes a message when it is full, or due.</summary>
/// <remarks><see cref="CostOf"/>, <see cref="Add"/>, <see cref="Place"/> and <see cref="ChangeTo"/> are the writer's thread's, the rest any thread's.</remarks>
internal abstract class MessageGather : IDisposable
{
    /// <summary>What ends a line of a batch.</summary>
    protected const int LineFeedBytes = 1;

    private readonly DeliveryLane _lane;
    private ITimer? _timer;
    private ulong _sequence;
    private bool _isTimerSet;

    protected MessageGather(BatchOptions batch, SegmentPool segments, MemoryBudget budget, DeliveryLane lane, TimeProvider time)
    {
        Budget = budget;
        _lane = lane;
        Time = time;
        Segment = segments.Rent();
        Use(batch, segments);
    }

    /// <summary>Where the next record is best written to: there it need not be copied.</summary>
    public abstract (byte[] Bytes, int Offset) Place { get; }

    /// <summary>Held while anything changes.</summary>
    protected Lock Gathering { get; } = new();

    protected MemoryBudget Budget { get; }

    protected TimeProvider Time { get; }

    /// <summary>How messages are made now; changed by the writer's thread alone, under the lock. So are the segments.</summary>
    protected BatchOptions Batch { get; private set; }

    protected SegmentPool Segments { get; private set; }

    /// <summary>The one that is being filled.</summary>
    protected Segment Segment { get; set; }

    /// <summary>Memory that the record takes which is added next.</summary>
    public abstract int CostOf(ReadOnlySpan<byte> record);

    /// <summary>Adds a record, whose memory has been reserved; its bytes are copied, unless they are in their place.</summary>
    public abstract void Add(ReadOnlySpan<byte> record, long acceptedUnixSeconds);

    /// <summary>
    /// Makes messages of a schema, behind what is gathered by now. May come between a record's formatting and its <see cref="Add"/>: the
    /// record's place stays as it is.
    /// </summary>
    /// <param name="json">The schema.</param>
    /// <param name="copies">How many messages: they come one after the other, so that each partition gets one.</param>
    /// <param name="unixSeconds">What time it is.</param>
    public abstract void AddSchema(byte[] json, int copies, long unixSeconds);

    /// <summary>What is gathered is a message now, however small.</summary>
    /// <returns>The number of the last message that was made; 0 if none was.</returns>
    public ulong Seal()
    {
        lock (Gathering)
        {
            SealAll();
            return _sequence;
        }
    }

    /// <summary>
    /// Makes messages otherwise from now on; what is gathered is a message before that. Not between a record's formatting and its
    /// <see cref="Add"/>: its place may be another one after it.
    /// </summary>
    public void ChangeTo(BatchOptions batch, SegmentPool segments)
    {
        lock (Gathering)
        {
            SealAll();
            Segment.Release();
            Segment = segments.Rent();
            Use(batch, segments);
        }
    }

    /// <summary>Gives the segment back; nothing is added any more.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (Gathering)
        {
            SealAll();
            Segment.Release();
        }
    }

    /// <summary>What is gathered is a message now. Under the lock.</summary>
    protected abstract void SealAll();

    /// <summary>What is due is a message now. Under the lock.</summary>
    /// <returns>How long until the rest is due; null if there is none.</returns>
    protected abstract TimeSpan? SealDue();

    /// <summary>
    /// Something is gathered that was begun now. A timer is left to run when a batch is full before it is due: at a high rate, it is set once a
    /// delay and not once a batch.
    /// </summary>
    protected void BeginDelay()
    {
        if (!_isTimerSet)
            SetTimer(Batch.MaxDelay);
    }

    /// <summary>How long a batch may still wait for more records.</summary>
    protected TimeSpan LeftOf(long begunAt) => Batch.MaxDelay - Time.GetElapsedTime(begunAt);

    /// <summary>Hands a message on.</summary>
    protected void Send(Segment segment, int offset, int length, int records, long acceptedUnixSeconds, BodyForm form, int valuesLength = 0) =>
        _lane.Enqueue(new OutboundMessage(segment, offset, length, ++_sequence, acceptedUnixSeconds, records, form, valuesLength: valuesLength));

    [MemberNotNull(nameof(Batch), nameof(Segments))]
    private void Use(BatchOptions batch, SegmentPool segments)
    {
        Batch = batch;
        Segments = segments;
        // It may be set for a longer delay than this one.
        _isTimerSet = false;
        if (batch.IsOn)
            _timer ??= Time.CreateTimer(_ => SealWhatIsDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void SealWhatIsDue()
    {
        lock (Gathering)
        {
            _isTimerSet = false;
            if (SealDue() is { } left)
                SetTimer(left);
        }
    }

    private void SetTimer(TimeSpan time)
    {
        _isTimerSet = true;
        _timer!.Change(time, Timeout.InfiniteTimeSpan);
    }
}
