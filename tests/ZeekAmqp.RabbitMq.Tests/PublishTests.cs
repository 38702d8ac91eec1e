using System.Text;
using RabbitMQ.Client;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

[Collection(BrokerCollection.Name)]
public sealed class PublishTests(BrokerFixture broker)
{
    [Fact]
    public async Task Messages_arrive_once_in_order_and_persistent_with_their_properties()
    {
        await using var test = new TestWriter(broker);
        long before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        test.Submit(1, 5000);
        test.Writer.Finish();

        List<BasicGetResult> taken = await TestWriter.TakeAllAsync(broker, test.Queue);
        Assert.Equal(
            Enumerable.Range(1, 5000).Select(TestWriter.Body),
            taken.Select(message => Encoding.UTF8.GetString(message.Body.Span)));
        Assert.Equal((5000, 0), (test.Writer.Counters.Confirmed, test.Writer.Counters.Lost));

        IReadOnlyBasicProperties properties = taken[6].BasicProperties;
        Assert.Equal("application/json", properties.ContentType);
        Assert.Equal(DeliveryModes.Persistent, properties.DeliveryMode);
        Assert.Equal("test", properties.Type);
        Assert.Equal("zeek-amqp", properties.AppId);
        Assert.Matches("^[0-9a-f]{32}-7$", properties.MessageId);
        Assert.InRange(properties.Timestamp.UnixTime, before, before + 3600);
    }

    [Fact]
    public async Task The_first_message_to_people_says_where_it_is_connected_to()
    {
        await using var test = new TestWriter(broker);
        await TestWriter.UntilAsync(() => test.Told.Count > 0, "a message that it is connected");
        Assert.Equal(DiagnosticLevel.Info, test.Told[0].Level);
        Assert.Contains($"connected to {broker.Host}:{broker.Port}, vhost '/'", test.Told[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_exists_is_used_as_it_is()
    {
        string queue = $"quorum-{Guid.NewGuid():N}";
        await using IConnection connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });

        await using var test = new TestWriter(broker, new RawOption("queue_name", queue), new RawOption("routing_key", queue));
        test.Submit(1, 10);
        test.Writer.Finish();
        Assert.Equal(10, test.Writer.Counters.Confirmed);
        Assert.Equal(10, (await TestWriter.TakeAllAsync(broker, queue)).Count);
    }

    [Fact]
    public async Task A_message_that_no_queue_is_bound_for_is_dropped_if_asked_for_counted_and_reported()
    {
        await using var test = new TestWriter(
            broker, new RawOption("exchange", "amq.topic"), new RawOption("queue_name", ""), new RawOption("unroutable", "drop"));
        test.Submit(1, 3);
        test.Writer.Finish();
        Assert.Equal((0, 3), (test.Writer.Counters.Confirmed, test.Writer.Counters.Unroutable));
        // In one report or two: the first loss is told at once.
        Assert.Contains(test.Told, told => (told.Text.Contains("3 records of log 'test' lost", StringComparison.Ordinal)
                                            || told.Text.Contains("lost (3 in all)", StringComparison.Ordinal))
                                           && told.Text.Contains("NO_ROUTE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_whose_path_is_longer_than_a_property_may_be_is_delivered_with_the_beginning_of_it()
    {
        string path = new string('p', 254) + "ää";
        await using var test = new TestWriter(path, [new("hostname", broker.Host), new("amqp_port", $"{broker.Port}")]);
        await test.DeliverAsync(1);
        BasicGetResult taken = Assert.Single(await TestWriter.TakeAllAsync(broker, test.Queue));
        Assert.Equal(path[..254], taken.BasicProperties.Type);
    }

    [Fact]
    public async Task A_topic_exchange_delivers_to_what_is_bound()
    {
        await using IConnection connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        string key = $"zeek.{Guid.NewGuid():N}";
        string queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, "amq.topic", "zeek.#");

        await using var test = new TestWriter(
            broker, new RawOption("exchange", "amq.topic"), new RawOption("queue_name", ""), new RawOption("routing_key", key));
        test.Submit(1, 1);
        test.Writer.Finish();
        BasicGetResult? message = await channel.BasicGetAsync(queue, autoAck: true);
        Assert.Equal(key, message?.RoutingKey);
    }

    [Fact]
    public async Task A_connection_closed_by_an_operator_is_made_again_and_loses_nothing()
    {
        await using var test = new TestWriter(broker);
        test.Submit(1, 2000);
        await TestWriter.UntilAsync(() => test.Writer.Counters.Confirmed > 0, "a first confirm");
        await broker.CtlAsync("close_all_connections", "maintenance");
        test.Submit(2001, 2000);
        await TestWriter.UntilAsync(() => test.Writer.Counters.Outstanding == 0, "all confirmed");

        List<BasicGetResult> taken = await TestWriter.TakeAllAsync(broker, test.Queue);
        Assert.Equal(4000, taken.Select(message => message.BasicProperties.MessageId).Distinct().Count());
        Assert.Contains(test.Told, told => told.Text.Contains("maintenance", StringComparison.Ordinal));
        Assert.Contains(test.Told, told => told.Text.StartsWith("connected again", StringComparison.Ordinal));
    }
}
