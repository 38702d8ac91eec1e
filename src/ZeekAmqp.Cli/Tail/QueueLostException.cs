namespace ZeekAmqp.Cli.Tail;

/// <summary>A queue that could be read cannot be any more. The message says why.</summary>
internal sealed class QueueLostException(string message) : Exception(message);
