namespace ZeekAmqp.Core.Pipeline;

/// <summary>How a broker is connected to.</summary>
/// <param name="Broker">The broker as people read it: hosts, ports, vhost.</param>
/// <param name="Connections">Its connections; of several kinds of options for one broker, together.</param>
public sealed record BrokerStatus(string Broker, ConnectionCounts Connections);
