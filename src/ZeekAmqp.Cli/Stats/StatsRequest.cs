namespace ZeekAmqp.Cli.Stats;

/// <summary>What to show, and how often.</summary>
/// <param name="Zeek">Endpoints of Zeek's nodes.</param>
/// <param name="Broker">The broker.</param>
/// <param name="IsPerNode">Whether each node's logs are shown apart.</param>
/// <param name="Interval">Time from one view to the next.</param>
/// <param name="Count">How many views; null for all until somebody ends it.</param>
internal sealed record StatsRequest(IReadOnlyList<ZeekWatch> Zeek, BrokerWatch Broker, bool IsPerNode, TimeSpan Interval, long? Count);
