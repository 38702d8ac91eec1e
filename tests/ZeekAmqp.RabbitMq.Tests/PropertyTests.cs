using System.Text;
using RabbitMQ.Client;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>What messages are marked with, as a consumer sees it.</summary>
[Collection(BrokerCollection.Name)]
public sealed class PropertyTests(BrokerFixture broker)
{
    [Fact]
    public async Task All_properties_arrive()
    {
        await using var test = new TestWriter(
            broker,
            new("priority", "7"),
            new("expiration", "1 hour"),
            new("message_type", "zeek.{path}"),
            new("app_id", "sensor {node}"),
            new("user_id", "guest"),
            new("headers", """{"log":"{path}","n":1,"d":1.5,"yes":true,"none":null,"list":["a",2],"table":{"inner":"{{}}"}}"""));
        await test.DeliverAsync(1);
        BasicGetResult message = Assert.Single(await TestWriter.TakeAllAsync(broker, test.Queue));
        IReadOnlyBasicProperties properties = message.BasicProperties;
        Assert.Equal((7, "3600000"), (properties.Priority, properties.Expiration));
        Assert.Equal(("zeek.test", "sensor -", "guest"), (properties.Type, properties.AppId, properties.UserId));
        IDictionary<string, object?> headers = properties.Headers!;
        Assert.Equal("test", Text(headers["log"]));
        Assert.Equal([1L, 1.5, true, null], new[] { headers["n"], headers["d"], headers["yes"], headers["none"] });
        Assert.Equal(["a", 2L], ((IList<object?>)headers["list"]!).Select(item => item is byte[] text ? Encoding.UTF8.GetString(text) : item));
        Assert.Equal("{}", Text(((IDictionary<string, object?>)headers["table"]!)["inner"]));
        Assert.Equal(7, headers.Count);
    }

    [Fact]
    public async Task What_is_not_set_is_not_there()
    {
        await using var test = new TestWriter(broker, new("message_type", ""), new("app_id", ""));
        await test.DeliverAsync(1);
        IReadOnlyBasicProperties properties = Assert.Single(await TestWriter.TakeAllAsync(broker, test.Queue)).BasicProperties;
        Assert.False(properties.IsPriorityPresent() || properties.IsExpirationPresent() || properties.IsUserIdPresent() || properties.IsHeadersPresent());
        Assert.False(properties.IsTypePresent() || properties.IsAppIdPresent());
    }

    [Fact]
    public async Task A_batch_has_the_headers_of_its_own_beside_the_number_of_its_records()
    {
        await using var test = new TestWriter(broker, new("headers", """{"site":"north"}"""), new("batch_max_records", "2"));
        test.Submit(1, 2);
        await TestWriter.UntilAsync(() => test.Writer.Counters.Confirmed == 2, "both confirmed");
        IDictionary<string, object?> headers = Assert.Single(await TestWriter.TakeAllAsync(broker, test.Queue)).BasicProperties.Headers!;
        Assert.Equal("north", Text(headers["site"]));
        Assert.Equal(2, headers["records"]);
        Assert.Equal(2, headers.Count);
    }

    [Fact]
    public async Task Another_user_than_the_logins_is_refused_with_the_name_of_the_option()
    {
        await using var test = new TestWriter(broker, new RawOption("user_id", "somebody"));
        test.Submit(1, 1);
        string told = await test.UntilToldAsync("cannot be delivered");
        Assert.Contains("406: PRECONDITION_FAILED - user_id property set to 'somebody'", told, StringComparison.Ordinal);
        Assert.Contains("set user_id to the name that user 'guest' logs in with, or leave it out", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_are_not_mandatory_are_confirmed_where_no_queue_is()
    {
        await using var test = new TestWriter(broker, new("mandatory", "F"), new("exchange", "amq.topic"), new("queue_name", ""), new("routing_key", $"nobody.{Guid.NewGuid()}"));
        await test.DeliverAsync(1);
        Assert.Equal((1, 0, 0), (test.Writer.Counters.Confirmed, test.Writer.Counters.Returned, test.Writer.Counters.Lost));
    }

    private static string Text(object? value) => Encoding.UTF8.GetString((byte[])value!);
}
