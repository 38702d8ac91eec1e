using RabbitMQ.Client;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.RabbitMq;

/// <summary>An address as the client library takes it: encoded once.</summary>
internal sealed class KnownAddress(Address address)
{
    /// <summary>The names as text.</summary>
    public Address Address { get; } = address;

    /// <summary>The exchange.</summary>
    public CachedString Exchange { get; } = new(address.Exchange);

    /// <summary>The routing key.</summary>
    public CachedString RoutingKey { get; } = new(address.RoutingKey);
}
