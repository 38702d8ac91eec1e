namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>What the model knows of a record.</summary>
internal enum RecordState
{
    /// <summary>It is there as long as the machine runs; the next sync saves it.</summary>
    Unsynced,

    /// <summary>It is there as long as the machine runs; no sync can save it any more.</summary>
    Unsyncable,

    /// <summary>It has to come back after any crash.</summary>
    Durable,

    /// <summary>It may come back: it was not synced when the machine failed, or its confirm was not written down.</summary>
    Possible,

    /// <summary>It must not come back.</summary>
    Gone,
}

/// <summary>One log record; those of one message come and go together.</summary>
internal sealed class ModelRecord(ulong sequence, byte[] payload, int part, int parts)
{
    public ulong Sequence { get; } = sequence;

    public byte[] Payload { get; } = payload;

    /// <summary>Which of its message's it is, from 0.</summary>
    public int Part { get; } = part;

    /// <summary>How many its message has.</summary>
    public int Parts { get; } = parts;

    /// <summary>The records of a message.</summary>
    public static IEnumerable<ModelRecord> Of(ulong sequence, byte[] payload, int parts, RecordState state = RecordState.Unsynced) =>
        Enumerable.Range(0, parts).Select(part => new ModelRecord(sequence, payload, part, parts) { State = state });

    public RecordState State { get; set; }

    public bool IsRead { get; set; }

    public bool IsConfirmed { get; set; }

    public bool IsOpen => !IsConfirmed && State != RecordState.Gone;

    public bool MustBeRead => State < RecordState.Possible && !IsConfirmed;
}
