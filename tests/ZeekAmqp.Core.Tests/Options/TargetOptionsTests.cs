using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

/// <summary>Exchange, routing key, partitions and delivery mode: what belongs together.</summary>
public class TargetOptionsTests
{
    [Fact]
    public void Messages_are_persistent_and_have_one_routing_key_unless_it_is_said_otherwise()
    {
        PublishTarget target = OptionParser.Parse([]).Target;
        Assert.Equal((true, 1, "test_queue"), (target.IsPersistent, target.Partitions, target.RoutingKeyOf(0)));
        target = OptionParser.Parse([new("delivery_mode", "transient"), new("partitions", "3"), new("routing_key", "zeek.{partition}")]).Target;
        Assert.Equal((false, 3, "zeek.2"), (target.IsPersistent, target.Partitions, target.RoutingKeyOf(2)));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{partition}", "7")]
    [InlineData("a.{partition}.{partition}", "a.7.7")]
    [InlineData("{{log}}.{{partition}}", "{log}.{partition}")]
    public void The_place_of_the_partition_is_replaced_and_doubled_braces_stand_for_themselves(string routingKey, string expected) =>
        Assert.Equal(expected, new PublishTarget("", routingKey, "").RoutingKeyOf(7));

    [Fact]
    public void One_partition_has_the_number_0() => Assert.Equal("zeek.0", OptionParser.Parse([new("routing_key", "zeek.{partition}")]).Target.RoutingKeyOf(0));

    [Fact]
    public void Several_partitions_without_a_place_for_their_number_are_refused_with_the_names_of_both_options()
    {
        OptionException exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new("partitions", "3")]));
        Assert.Equal(
            "option 'partitions' has the value '3', which needs {partition} in option 'routing_key', but that is 'test_queue'; put it there, or leave 'partitions' out",
            exception.Message);
    }

    [Fact]
    public void The_longest_routing_key_has_to_fit_into_AMQP_and_not_the_text_that_it_is_made_of()
    {
        string text = new string('k', 253) + "{partition}";
        Assert.Equal(255, OptionParser.Parse([new("routing_key", text), new("partitions", "100")]).Target.RoutingKeyOf(99).Length);
        OptionException exception = Assert.Throws<OptionException>(() => OptionParser.Parse([new("routing_key", text), new("partitions", "101")]));
        Assert.Contains("'routing_key'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("keys of up to 256 bytes with option 'partitions' at '101'", exception.Message, StringComparison.Ordinal);
        Assert.Throws<OptionException>(() => OptionParser.Parse([new("routing_key", new string('k', 255) + "{partition}")]));
    }

    [Fact]
    public void A_target_is_readable()
    {
        Assert.Equal("routing key 'test_queue'", OptionParser.Parse([]).Target.ToString());
        Assert.Equal("exchange 'logs', routing key 'zeek.0'", OptionParser.Parse([new("exchange", "logs"), new("routing_key", "zeek.{partition}")]).Target.ToString());
        Assert.Equal(
            "exchange 'logs', routing key 'zeek.{partition}' (partitions 0 to 2)",
            OptionParser.Parse([new("exchange", "logs"), new("routing_key", "zeek.{partition}"), new("partitions", "3")]).Target.ToString());
    }
}
