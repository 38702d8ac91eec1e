namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Test classes with [Collection(BrokerCollection.Name)] share one broker, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrokerCollection : ICollectionFixture<BrokerFixture>
{
    public const string Name = "broker";
}
