namespace ZeekAmqp.Cli.Stats;

/// <summary>A node of Zeek in the view.</summary>
/// <param name="Place">Where it tells of itself.</param>
/// <param name="Trouble">Why it could not be read, in one line for people; null if it could.</param>
/// <param name="Connections">Its connections to brokers.</param>
/// <param name="Logs">Its logs.</param>
internal sealed record ZeekState(string Place, string? Trouble, IReadOnlyList<ZeekConnection> Connections, IReadOnlyList<LogRow> Logs);
