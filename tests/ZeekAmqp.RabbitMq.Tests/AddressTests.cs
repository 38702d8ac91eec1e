using System.Text;
using RabbitMQ.Client;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Records that say where they go, at a real broker.</summary>
[Collection(BrokerCollection.Name)]
public sealed class AddressTests(BrokerFixture broker)
{
    private readonly string _name = $"named-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task Each_value_has_a_queue_that_is_declared_when_it_first_comes(string batch)
    {
        await using var test = new TestWriter(
            broker, new("queue_name", _name + "-{field:n}"), new("routing_key", _name + "-{field:n}"), new("batch_max_records", batch), new("batch_max_delay", "0.01"));
        for (int round = 0; round < 3; round++)
        {
            test.Submit(1, 3);
            await TestWriter.UntilAsync(() => test.Writer.Counters.Confirmed == (round + 1) * 3, "all confirmed");
        }

        for (int n = 1; n <= 3; n++)
        {
            List<BasicGetResult> taken = await TestWriter.TakeAllAsync(broker, $"{_name}-{n}");
            Assert.Equal(
                string.Concat(Enumerable.Repeat(TestWriter.Body(n), 3)),
                string.Concat(taken.Select(message => Encoding.UTF8.GetString(message.Body.Span))).Replace("\n", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Each_value_has_an_exchange_that_is_declared_and_bound()
    {
        await using var test = new TestWriter(
            broker,
            new("exchange", _name + "-{field:n}"),
            new("exchange_type", "fanout"),
            new("exchange_auto_delete", "T"),
            new("binding_keys", "any"));
        test.Submit(1, 5);
        await TestWriter.UntilAsync(() => test.Writer.Counters.Confirmed == 5, "all confirmed");
        List<BasicGetResult> taken = await TestWriter.TakeAllAsync(broker, test.Queue);
        Assert.Equal(Enumerable.Range(1, 5).Select(n => $"{_name}-{n}"), taken.Select(message => message.Exchange));
    }

    [Fact]
    public async Task A_routing_key_is_cut_after_255_bytes_and_has_as_many_words_as_its_value()
    {
        await using var test = new TestWriter(
            broker, new("exchange", "amq.topic"), new("routing_key", "zeek.{field:uri}.{partition}"), new("binding_keys", "zeek.#"));
        string text = "a.b." + new string('\u20ac', 200);
        test.Writer.Submit(Encoding.UTF8.GetBytes($"{{\"test\": {{\"uri\":\"{text}\"}}}}"));
        await TestWriter.UntilAsync(() => test.Writer.Counters.Confirmed == 1, "it is confirmed");
        BasicGetResult message = Assert.Single(await TestWriter.TakeAllAsync(broker, test.Queue));
        // The value is cut first, to the same length.
        Assert.Equal(("zeek." + text)[..(5 + 4 + 82)], message.RoutingKey);
    }

    [Fact]
    public async Task An_exchange_that_a_record_names_and_that_is_not_there_costs_that_record_only_if_it_may_be_dropped()
    {
        await using var test = new TestWriter(
            broker, new("exchange", "amq.{field:n}"), new("unroutable", "drop"), new("binding_keys", "any"));
        foreach (string exchange in new[] { "fanout", "nowhere", "fanout", "nowhere", "fanout" })
            test.Writer.Submit(Encoding.UTF8.GetBytes($"{{\"test\": {{\"n\":\"{exchange}\"}}}}"));
        await TestWriter.UntilAsync(() => test.Writer.Counters.Outstanding == 0, "all settled");
        Assert.Equal((3, 2), (test.Writer.Counters.Confirmed, test.Writer.Counters.Unroutable));
        Assert.Empty(test.Closed);
        Assert.Contains("no exchange 'amq.nowhere'", await test.UntilToldAsync("lost"), StringComparison.Ordinal);
        await TestWriter.TakeAllAsync(broker, test.Queue);
    }

    [Fact]
    public async Task An_exchange_that_a_record_names_and_that_is_not_there_is_waited_for()
    {
        await using var test = new TestWriter(broker, new RawOption("exchange", _name + "{field:n}"), new("queue_name", ""), new("mandatory", "F"));
        test.Submit(1, 2);
        Assert.Contains($"no exchange '{_name}1'", await test.UntilToldAsync("cannot be delivered"), StringComparison.Ordinal);
        await using IConnection connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(_name + "1", "fanout");
        await channel.ExchangeDeclareAsync(_name + "2", "fanout");
        await TestWriter.UntilAsync(() => test.Writer.Counters.Confirmed == 2, "both confirmed");
        await channel.ExchangeDeleteAsync(_name + "1");
        await channel.ExchangeDeleteAsync(_name + "2");
    }
}
