namespace ZeekAmqp.Core.Spool;

/// <summary>A message to append.</summary>
public readonly struct SpoolRecord
{
    /// <param name="payload">See <see cref="Payload"/>.</param>
    /// <param name="sequence">See <see cref="Sequence"/>.</param>
    /// <param name="acceptedUnixSeconds">See <see cref="AcceptedUnixSeconds"/>.</param>
    /// <param name="count">See <see cref="Count"/>.</param>
    /// <param name="form">See <see cref="Form"/>.</param>
    public SpoolRecord(ReadOnlyMemory<byte> payload, ulong sequence, long acceptedUnixSeconds, int count = 1, byte form = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, SegmentFormat.MaxCount);
        Payload = payload;
        Sequence = sequence;
        AcceptedUnixSeconds = acceptedUnixSeconds;
        Count = count;
        Form = form;
    }

    /// <summary>The body. Has to stay as it is while it is appended, and no longer.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The message's number within its writer.</summary>
    public ulong Sequence { get; init; }

    /// <summary>When the writer took it.</summary>
    public long AcceptedUnixSeconds { get; init; }

    /// <summary>How many log records it holds, 1 to 16,777,216: it takes as many ordinals.</summary>
    public int Count { get; }

    /// <summary>What the body is; kept, and not looked at.</summary>
    public byte Form { get; }
}
