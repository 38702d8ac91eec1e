namespace ZeekAmqp.Cli.Tail;

/// <summary>A message that came out of a queue.</summary>
/// <param name="Tag">What it is acknowledged by.</param>
/// <param name="Body">Its body.</param>
internal readonly record struct QueueDelivery(ulong Tag, byte[] Body);
