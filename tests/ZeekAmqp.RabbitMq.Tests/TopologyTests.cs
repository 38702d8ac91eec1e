using RabbitMQ.Client;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>What exists at the broker, and what it does not take.</summary>
[Collection(BrokerCollection.Name)]
public sealed class TopologyTests(BrokerFixture broker)
{
    [Fact]
    public async Task A_queue_with_arguments_of_its_own_is_used_as_it_is()
    {
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        string queue = $"limited-{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-max-length"] = 5, ["x-message-ttl"] = 60_000 });
        await using var test = new TestWriter(broker, new RawOption("queue_name", queue), new("routing_key", queue));
        await test.DeliverAsync(1);
        await channel.QueueDeleteAsync(queue);
    }

    [Fact]
    public async Task A_queue_that_another_client_holds_for_itself_is_a_clear_error()
    {
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        string queue = (await channel.QueueDeclareAsync($"held-{Guid.NewGuid():N}", exclusive: true)).QueueName;
        await using var test = new TestWriter(broker, new RawOption("queue_name", queue), new("routing_key", queue));
        test.Submit(1, 1);
        string told = await test.UntilToldAsync("cannot be delivered");
        Assert.Contains("answered 405: RESOURCE_LOCKED", told, StringComparison.Ordinal);
        Assert.Contains("another client holds it exclusively; use another queue_name", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_deleted_is_declared_again_for_the_next_channel()
    {
        await using var test = new TestWriter(broker);
        await test.DeliverAsync(1);
        await broker.CtlAsync("delete_queue", test.Queue);
        await broker.CtlAsync("close_all_connections", "maintenance");
        await test.UntilToldAsync("connected again");
        await test.DeliverAsync(2);
        Assert.Single(await TestWriter.TakeAllAsync(broker, test.Queue));
    }

    [Fact]
    public async Task A_message_above_the_brokers_limit_closes_the_channel_with_a_failure_that_has_the_limit()
    {
        await broker.CtlAsync("eval", "application:set_env(rabbit, max_message_size, 10).");
        try
        {
            await using var test = new TestWriter(broker);
            test.Submit(1, 1);
            await TestWriter.UntilAsync(() => test.Closed.Count > 0, "a closed channel");
            BrokerFailure failure = test.Closed.First();
            Assert.Equal((FailureScope.Channel, 10), (failure.Scope, failure.MaxMessageBytes));
            Assert.Contains("406: PRECONDITION_FAILED - message size 17 ", failure.Text, StringComparison.Ordinal);
            Assert.EndsWith("raise max_message_size in the broker's configuration", failure.Text, StringComparison.Ordinal);
        }
        finally
        {
            // What it was: RabbitMQ's default.
            await broker.CtlAsync("eval", "application:set_env(rabbit, max_message_size, 134217728).");
        }
    }

    private Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
}
