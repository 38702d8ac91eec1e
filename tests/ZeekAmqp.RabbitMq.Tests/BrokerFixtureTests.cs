using System.Text;
using RabbitMQ.Client;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Shows that what the other tests stand on does what they rely on.</summary>
[Collection(BrokerCollection.Name)]
public sealed class BrokerFixtureTests(BrokerFixture broker)
{
    [Fact]
    public async Task The_broker_gives_back_what_it_took_and_is_the_one_that_rabbitmqctl_sees()
    {
        string queue = $"fixture-{Guid.NewGuid():N}";

        await PublishAsync(broker.Uri, queue, "first");

        Assert.Contains(queue, await broker.CtlAsync("list_queues", "name"), StringComparison.Ordinal);
        Assert.Equal("first", await TakeAsync(broker.Uri, queue));
    }

    [Fact]
    public async Task A_private_node_comes_back_after_a_kill_with_its_port_and_its_messages()
    {
        await using PrivateNode node = await PrivateNode.StartAsync();
        int port = node.Port;
        await PublishAsync(node.Uri, "kept", "before the kill");

        // The broker confirms a message once it is on the disk, but writes down that there is a queue a moment later.
        await node.CtlAsync("eval", "mnesia:sync_log().");
        await node.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => TakeAsync(node.Uri, "kept"));
        await node.StartAgainAsync();

        Assert.Equal(port, node.Port);
        Assert.Equal("before the kill", await TakeAsync(node.Uri, "kept"));
    }

    private static async Task PublishAsync(Uri uri, string queue, string text)
    {
        await using IConnection connection = await ConnectAsync(uri);
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using IChannel channel = await connection.CreateChannelAsync(confirmed);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        var persistent = new BasicProperties { Persistent = true };
        await channel.BasicPublishAsync("", queue, mandatory: true, persistent, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The queue's one message; the queue is deleted.</summary>
    private static async Task<string?> TakeAsync(Uri uri, string queue)
    {
        await using IConnection connection = await ConnectAsync(uri);
        await using IChannel channel = await connection.CreateChannelAsync();
        BasicGetResult? message = await channel.BasicGetAsync(queue, autoAck: true);
        await channel.QueueDeleteAsync(queue);
        return message is null ? null : Encoding.UTF8.GetString(message.Body.Span);
    }

    private static Task<IConnection> ConnectAsync(Uri uri) =>
        new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
}
