namespace ZeekAmqp.Cli.Replay;

/// <summary>Which logs are followed.</summary>
/// <param name="Arguments">Files, which need not exist yet, folders and patterns.</param>
/// <param name="IsRecursive">Whether folders in folders are looked into.</param>
/// <param name="IdleExit">The replay ends when nothing has come for so long; null if it waits for ever.</param>
internal sealed record FollowRequest(IReadOnlyList<string> Arguments, bool IsRecursive, TimeSpan? IdleExit);
