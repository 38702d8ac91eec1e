namespace ZeekAmqp.Core.Spool;

/// <summary>A message to append.</summary>
public readonly struct SpoolRecord
{
    /// <param name="payload">See <see cref="Payload"/>.</param>
    /// <param name="sequence">See <see cref="Sequence"/>.</param>
    /// <param name="acceptedUnixSeconds">See <see cref="AcceptedUnixSeconds"/>.</param>
    public SpoolRecord(ReadOnlyMemory<byte> payload, ulong sequence, long acceptedUnixSeconds)
    {
        Payload = payload;
        Sequence = sequence;
        AcceptedUnixSeconds = acceptedUnixSeconds;
    }

    /// <summary>The body. Has to stay as it is while it is appended, and no longer.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The message's number within its writer.</summary>
    public ulong Sequence { get; init; }

    /// <summary>When the writer took it.</summary>
    public long AcceptedUnixSeconds { get; init; }
}
