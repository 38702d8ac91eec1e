namespace ZeekAmqp.Cli.Stats;

/// <summary>A node's connections to a broker.</summary>
/// <param name="Broker">The broker: hosts, port, vhost.</param>
/// <param name="IsConnected">Whether all are open that are needed.</param>
/// <param name="Needed">How many are needed; 0 for a broker that was left.</param>
/// <param name="Open">How many are open.</param>
internal sealed record ZeekConnection(string Broker, bool IsConnected, long Needed, long Open);
