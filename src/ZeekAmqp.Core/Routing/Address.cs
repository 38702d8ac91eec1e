namespace ZeekAmqp.Core.Routing;

/// <summary>Where one message goes.</summary>
/// <param name="Exchange">The exchange; empty for the default one.</param>
/// <param name="RoutingKey">The routing key.</param>
/// <param name="QueueName">The queue to make sure of; empty for none.</param>
public readonly record struct Address(string Exchange, string RoutingKey, string QueueName);
