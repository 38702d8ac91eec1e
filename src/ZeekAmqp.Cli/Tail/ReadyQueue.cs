namespace ZeekAmqp.Cli.Tail;

/// <summary>A queue that can be read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What comes out of it, for people.</param>
/// <param name="Arguments">With which it is to be consumed; null for none.</param>
internal sealed record ReadyQueue(string Name, string Description, IDictionary<string, object?>? Arguments = null);
