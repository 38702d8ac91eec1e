namespace ZeekAmqp.Core.Spool;

/// <summary>A message that was read back.</summary>
/// <param name="Ordinal">Its place in its store: 1 for the first message, then 2, and so on.</param>
/// <param name="Sequence">The message's number within its writer.</param>
/// <param name="AcceptedUnixSeconds">When the writer took it.</param>
/// <param name="Buffer">Holds the body, and those of the entries read with it. Nobody else writes to it.</param>
/// <param name="Offset">Where in <paramref name="Buffer"/> the body starts.</param>
/// <param name="Length">Size of the body in bytes.</param>
public readonly record struct SpoolEntry(long Ordinal, ulong Sequence, long AcceptedUnixSeconds, byte[] Buffer, int Offset, int Length)
{
    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Payload => Buffer.AsMemory(Offset, Length);
}
