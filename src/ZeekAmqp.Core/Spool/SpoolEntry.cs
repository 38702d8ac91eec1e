namespace ZeekAmqp.Core.Spool;

/// <summary>A message that was read back.</summary>
/// <param name="Ordinal">Its place in its store: 1 for the first message, and for each other one more than the log records before it.</param>
/// <param name="Sequence">The message's number within its writer.</param>
/// <param name="AcceptedUnixSeconds">When the writer took it.</param>
/// <param name="Count">How many log records it holds.</param>
/// <param name="Form">What the body is.</param>
/// <param name="Buffer">Holds the body, and those of the entries read with it. Nobody else writes to it.</param>
/// <param name="Offset">Where in <paramref name="Buffer"/> the body starts.</param>
/// <param name="Length">Size of the body in bytes.</param>
public readonly record struct SpoolEntry(long Ordinal, ulong Sequence, long AcceptedUnixSeconds, int Count, byte Form, byte[] Buffer, int Offset, int Length)
{
    /// <summary>The ordinal after its last one.</summary>
    public long End => Ordinal + Count;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Payload => Buffer.AsMemory(Offset, Length);
}
