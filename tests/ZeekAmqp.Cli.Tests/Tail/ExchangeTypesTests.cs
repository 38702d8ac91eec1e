using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Tests.Tail;

public class ExchangeTypesTests
{
    [Theory]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'p' in vhost '/': received 'headers' but current is 'topic'", "topic")]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'p' in vhost '/': received 'headers' but current is ''x-random''", "x-random")]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'but current is 'a'' in vhost '/': received 'headers' but current is 'fanout'", "fanout")]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'alternate-exchange' for exchange 'p' in vhost '/': received the value '1' of type 'signedint' but current is none", "headers")]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'durable' for exchange 'p' in vhost '/': received 'true' but current is 'false'", "headers")]
    [InlineData("PRECONDITION_FAILED - invalid type 'signedint' for arg 'alternate-exchange' in exchange 'p' in vhost '/'", null)]
    [InlineData("ACCESS_REFUSED - access to exchange 'p' in vhost '/' refused for user 'u'", null)]
    [InlineData("", null)]
    public void Type_is_read_from_the_brokers_refusal(string reply, string? type) => Assert.Equal(type, ExchangeTypes.Read(reply));

    [Theory]
    [InlineData("topic", "#")]
    [InlineData("fanout", "")]
    [InlineData("headers", "")]
    [InlineData("x-delayed-message", "#")]
    [InlineData("direct", null)]
    public void Each_type_has_its_key_for_all(string type, string? key) => Assert.Equal(key, ExchangeTypes.KeyForAll(type));
}
