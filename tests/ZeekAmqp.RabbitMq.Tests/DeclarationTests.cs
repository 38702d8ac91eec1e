using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Exchanges, queues and bindings that are made because the options say so.</summary>
[Collection(BrokerCollection.Name)]
public sealed class DeclarationTests(BrokerFixture broker)
{
    private readonly string _name = $"declared-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("""{"x-queue-type":"quorum"}""")]
    [InlineData("""{"x-queue-type":"stream"}""")]
    [InlineData("""{"x-max-length":5,"x-overflow":"reject-publish","x-message-ttl":60000,"x-dead-letter-exchange":"amq.fanout","x-max-priority":9}""")]
    public async Task A_queue_is_declared_with_its_arguments(string arguments)
    {
        await using var test = new TestWriter(broker, new RawOption("queue_arguments", arguments));
        await test.DeliverAsync(1);
        // With the same arguments it is the same queue; with others it is refused.
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(test.Queue, durable: true, exclusive: false, autoDelete: false, FieldTable.Of(arguments));
        await Assert.ThrowsAsync<OperationInterruptedException>(
            () => channel.QueueDeclareAsync(test.Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-max-length"] = 7 }));
        await DeleteAsync("", test.Queue);
    }

    [Fact]
    public async Task A_topic_exchange_is_declared_and_bound()
    {
        await using var test = new TestWriter(
            broker,
            new("exchange", _name),
            new("exchange_type", "topic"),
            new("exchange_arguments", """{"alternate-exchange":"amq.fanout"}"""),
            new("routing_key", "zeek.{path}"),
            new("binding_keys", "zeek.*, other.#"));
        await test.DeliverAsync(1);
        BasicGetResult message = Assert.Single(await TestWriter.TakeAllAsync(broker, test.Queue));
        Assert.Equal((_name, "zeek.test"), (message.Exchange, message.RoutingKey));
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(_name, "topic", durable: true, autoDelete: false, new Dictionary<string, object?> { ["alternate-exchange"] = "amq.fanout" });
        await DeleteAsync(_name, "");
    }

    [Fact]
    public async Task A_headers_exchange_is_bound_by_its_arguments()
    {
        await using var test = new TestWriter(
            broker,
            new("exchange", _name),
            new("exchange_type", "headers"),
            new("headers", """{"log":"{path}"}"""),
            new("binding_arguments", """{"x-match":"all","log":"test"}"""));
        await test.DeliverAsync(1);
        Assert.Single(await TestWriter.TakeAllAsync(broker, test.Queue));
        await DeleteAsync(_name, "");
    }

    [Fact]
    public async Task What_is_to_go_by_itself_goes_with_its_last_user()
    {
        await using var test = new TestWriter(
            broker,
            new("exchange", _name),
            new("exchange_type", "fanout"),
            new("exchange_durable", "F"),
            new("exchange_auto_delete", "T"),
            new("queue_durable", "F"),
            new("queue_auto_delete", "T"),
            new("binding_keys", "any"));
        await test.DeliverAsync(1);
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        string tag = await channel.BasicConsumeAsync(test.Queue, autoAck: true, new AsyncDefaultBasicConsumer(channel));
        await channel.BasicCancelAsync(tag);
        Assert.Equal(404, await RefusalAsync(asked => asked.QueueDeclarePassiveAsync(test.Queue)));
        Assert.Equal(404, await RefusalAsync(asked => asked.ExchangeDeclarePassiveAsync(_name)));
    }

    [Fact]
    public async Task Passive_looks_and_makes_nothing()
    {
        await using var test = new TestWriter(
            broker, new("declare", "passive"), new("exchange", _name), new("exchange_type", "fanout"), new("binding_keys", "any"));
        test.Submit(1, 1);
        Assert.Contains($"no exchange '{_name}'", await test.UntilToldAsync("cannot be delivered"), StringComparison.Ordinal);
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(_name, "fanout");
        Assert.Contains($"no queue '{test.Queue}'", await test.UntilToldAsync("no queue"), StringComparison.Ordinal);
        await channel.QueueDeclareAsync(test.Queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(test.Queue, _name, "");
        await TestWriter.UntilAsync(() => test.Writer.Counters.Confirmed == 1, "confirmed");
        await DeleteAsync(_name, test.Queue);
    }

    [Fact]
    public async Task Without_declarations_nothing_is_asked_for()
    {
        await using var test = new TestWriter(
            broker, new("declare", "F"), new("exchange", "amq.fanout"), new("exchange_type", "topic"), new("binding_keys", "any"), new("mandatory", "F"));
        await test.DeliverAsync(1);
        Assert.Equal(404, await RefusalAsync(asked => asked.QueueDeclarePassiveAsync(test.Queue)));
    }

    [Theory]
    [InlineData("""{"x-queue-type":"papyrus"}""", "correct queue_arguments")]
    [InlineData("""{"x-max-length":"many"}""", "correct queue_arguments")]
    public async Task Arguments_that_the_broker_does_not_take_are_told_with_the_option(string arguments, string advice)
    {
        await using var test = new TestWriter(broker, new RawOption("queue_arguments", arguments));
        test.Submit(1, 1);
        string told = await test.UntilToldAsync("cannot be delivered");
        Assert.Contains("406: PRECONDITION_FAILED", told, StringComparison.Ordinal);
        Assert.Contains(advice, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_of_exchange_that_the_broker_has_not_got_is_told_and_disturbs_no_other_log()
    {
        await using var test = new TestWriter(
            broker, new RawOption("exchange", _name), new("exchange_type", "x-no-such-type"));
        test.Submit(1, 1);
        string told = await test.UntilToldAsync("x-no-such-type");
        Assert.Contains("cannot be delivered", told, StringComparison.Ordinal);
        Assert.Contains("correct exchange_type, or enable the broker's plugin for it", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_publish_uses_what_an_administrator_has_made_and_is_told_what_is_missing_else()
    {
        string user = $"user-{Guid.NewGuid():N}";
        await broker.CtlAsync("add_user", user, "secret");
        await broker.CtlAsync("set_permissions", "-p", "/", user, "^$", ".*", "^$");
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(_name, "fanout");
        await channel.QueueDeclareAsync(_name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-max-length"] = 3 });
        await channel.QueueBindAsync(_name, _name, "");
        RawOption[] login = [new("username", user), new("password", "secret")];
        await using (var test = new TestWriter(broker, [.. login, new("exchange", _name), new("exchange_type", "topic"), new("queue_name", _name)]))
            await test.DeliverAsync(1);
        await using (var test = new TestWriter(broker, [.. login, new("exchange", _name + "2"), new("exchange_type", "topic"), new("queue_name", _name)]))
        {
            test.Submit(1, 1);
            Assert.Contains($"give user '{user}' the permission", await test.UntilToldAsync("403: ACCESS_REFUSED"), StringComparison.Ordinal);
        }

        await DeleteAsync(_name, _name);
        await broker.CtlAsync("delete_user", user);
    }

    private async Task<int> RefusalAsync(Func<IChannel, Task> ask)
    {
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        return (await Assert.ThrowsAsync<OperationInterruptedException>(() => ask(channel))).ShutdownReason!.ReplyCode;
    }

    private async Task DeleteAsync(string exchange, string queue)
    {
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        if (queue.Length > 0)
            await channel.QueueDeleteAsync(queue);
        if (exchange.Length > 0)
            await channel.ExchangeDeleteAsync(exchange);
    }

    private Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
}
