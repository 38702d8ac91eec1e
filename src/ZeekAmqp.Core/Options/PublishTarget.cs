namespace ZeekAmqp.Core.Options;

/// <summary>Where a writer's messages go inside the broker.</summary>
/// <param name="Exchange">The exchange; empty for the default one, which routes by queue name.</param>
/// <param name="RoutingKey">The routing key.</param>
/// <param name="QueueName">A durable queue to declare; empty to declare none.</param>
public sealed record PublishTarget(string Exchange, string RoutingKey, string QueueName)
{
    /// <summary>The target as people read it.</summary>
    public override string ToString() =>
        Exchange.Length == 0 ? $"routing key '{RoutingKey}'" : $"exchange '{Exchange}', routing key '{RoutingKey}'";
}
