using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

/// <summary>What messages are marked with, and what exchange and queue are made as.</summary>
public class PropertyOptionsTests
{
    [Theory]
    [MemberData(nameof(Settings))]
    public void Each_option_works_for_all_logs_and_for_one(string name, string global, string filter, Func<PublishTarget, object> read, object expected, object expectedOfFilter)
    {
        RawOption[] others = [new("exchange", "x"), new("exchange_type", "topic")];
        Assert.Equal(expected, read(OptionParser.Parse([.. others, new(name, global)]).Target));
        Assert.Equal(expectedOfFilter, read(OptionParser.Parse([new(name, filter, OptionOrigin.Filter), .. others, new(name, global)]).Target));
    }

    public static TheoryData<string, string, string, Func<PublishTarget, object>, object, object> Settings() => new()
    {
        { "priority", "255", "0", target => target.Properties.Priority, (byte)255, (byte)0 },
        { "expiration", "60.0", "1.5msec", target => target.Properties.Expiration, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(1) },
        { "message_type", "a", "{path}", target => target.Properties.Type, "a", "{path}" },
        { "app_id", "a", "", target => target.Properties.AppId, "a", "" },
        { "user_id", "a", "", target => target.Properties.UserId, "a", "" },
        { "headers", """{"a":1}""", "", target => target.Properties.Headers, """{"a":1}""", "" },
        { "mandatory", "F", "T", target => target.Properties.IsMandatory, false, true },
        { "declare", "F", "passive", target => target.Topology.Declaration, Declaration.None, Declaration.Passive },
        { "exchange_type", "x-delayed", "", target => target.Topology.ExchangeType, "x-delayed", "" },
        { "exchange_durable", "F", "T", target => target.Topology.IsExchangeDurable, false, true },
        { "exchange_auto_delete", "T", "F", target => target.Topology.IsExchangeAutoDelete, true, false },
        { "exchange_arguments", """{"a":1}""", "", target => target.Topology.ExchangeArguments, """{"a":1}""", "" },
        { "queue_durable", "F", "T", target => target.Topology.IsQueueDurable, false, true },
        { "queue_auto_delete", "T", "F", target => target.Topology.IsQueueAutoDelete, true, false },
        { "queue_arguments", """{"a":1}""", "", target => target.Topology.QueueArguments, """{"a":1}""", "" },
        { "binding_keys", "a, b.#", "", target => string.Join('|', target.Topology.BindingKeyList), "a|b.#", "" },
        { "binding_arguments", """{"x-match":"all"}""", "", target => target.Topology.BindingKeyList.Count, 1, 0 },
        { "queue_name", "{path}", "{node}", target => target.QueueName, "{path}", "{node}" },
        { "exchange", "{path}", "{node}", target => target.Exchange, "{path}", "{node}" },
        { "routing_key", "{path}", "{env:A}", target => target.RoutingKey, "{path}", "{env:A}" },
    };

    [Theory]
    [InlineData("priority", "256")]
    [InlineData("priority", "-1")]
    [InlineData("expiration", "0.5msec")]
    [InlineData("expiration", "1200hr")]
    [InlineData("message_type", "{field:uid}")]
    [InlineData("message_type", "{")]
    [InlineData("app_id", "{partition}")]
    [InlineData("headers", "[]")]
    [InlineData("headers", "{")]
    [InlineData("headers", """{"a":1,"a":2}""")]
    [InlineData("headers", """{"records":1}""")]
    [InlineData("headers", """{"a":["{field:uid}"]}""")]
    [InlineData("headers", """{"a":1e999}""")]
    [InlineData("headers", """{"a":"\ud800"}""")]
    [InlineData("headers", """{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}}""")]
    [InlineData("mandatory", "maybe")]
    [InlineData("declare", "active")]
    [InlineData("exchange_type", "quorum")]
    [InlineData("exchange_durable", "yes")]
    [InlineData("exchange_auto_delete", "no")]
    [InlineData("exchange_arguments", "alternate-exchange=x")]
    [InlineData("queue_durable", "2")]
    [InlineData("queue_auto_delete", "-")]
    [InlineData("queue_arguments", "3")]
    [InlineData("binding_keys", "a,{b}")]
    [InlineData("binding_arguments", "null")]
    [InlineData("queue_name", "{partition}")]
    [InlineData("exchange", "{path")]
    [InlineData("routing_key", "zeek.{log}")]
    [InlineData("routing_key", "zeek.}")]
    public void A_bad_value_is_named_with_its_option_what_is_allowed_and_why(string name, string value)
    {
        OptionException exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new("exchange", "x"), new(name, value)]));
        Assert.Contains($"'{name}' has the value '{value}'; allowed is ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exchange_type", "topic", "exchange")]
    [InlineData("exchange_durable", "F", "exchange_type")]
    [InlineData("exchange_auto_delete", "T", "exchange_type")]
    [InlineData("exchange_arguments", "{}", "exchange_type")]
    [InlineData("binding_keys", "#", "exchange")]
    [InlineData("binding_arguments", "{}", "exchange")]
    public void What_does_nothing_without_another_option_is_refused_with_both_names(string name, string value, string needs)
    {
        OptionException exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new(name, value)]));
        Assert.Equal($"option '{name}' has the value '{value}', which needs option '{needs}', but that is empty; set '{needs}', or leave '{name}' out", exception.Message);
    }

    [Theory]
    [InlineData("queue_durable", "F")]
    [InlineData("queue_auto_delete", "T")]
    [InlineData("queue_arguments", "{}")]
    [InlineData("binding_keys", "#")]
    [InlineData("binding_arguments", "{}")]
    public void What_is_about_a_queue_needs_one(string name, string value)
    {
        OptionException exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new("exchange", "x"), new("queue_name", ""), new(name, value)]));
        Assert.Contains("which needs option 'queue_name'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_may_do_without_the_exchange_that_all_other_logs_have()
    {
        RawOption[] global = [new("exchange", "zeek"), new("exchange_type", "topic"), new("exchange_durable", "F"), new("binding_keys", "#")];
        Assert.Equal("", OptionParser.Parse([.. global, new("exchange", "", OptionOrigin.Filter)]).Target.Exchange);
        Assert.Throws<OptionException>(() => OptionParser.Parse([.. global, new("exchange", "", OptionOrigin.Filter), new("binding_keys", "a", OptionOrigin.Filter)]));
    }

    [Fact]
    public void Headers_that_grow_too_large_with_their_values_are_refused_before_a_frame_is_too_small()
    {
        OptionException exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new("headers", $"{{\"a\":\"{new string('x', TableText.MaxBytes)}\"}}")]));
        Assert.Contains("more than 16384 bytes", exception.Message, StringComparison.Ordinal);
    }
}
