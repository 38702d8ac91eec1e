using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

public class HostListTests
{
    [Fact]
    public void Hosts_may_have_ports_of_their_own_and_addresses_brackets()
    {
        BrokerOptions broker = Broker("mq1, mq2:5673 ,[::1]:5671,[fe80::1%eth0],2001:db8::1,192.0.2.1:1,bücher.example");
        Assert.Equal(
            [
                new("mq1", 7), new("mq2", 5673), new("::1", 5671), new("fe80::1%eth0", 7), new("2001:db8::1", 7), new("192.0.2.1", 1),
                new("bücher.example", 7),
            ],
            broker.Addresses);
        Assert.Equal(
            "mq1:7 or mq2:5673 or [::1]:5671 or [fe80::1%eth0]:7 or [2001:db8::1]:7 or 192.0.2.1:1 or bücher.example:7, vhost '/'",
            broker.ToString());
        Assert.Equal("mq2:5673, vhost '/'", broker.At(broker.Addresses[1]));
    }

    [Fact]
    public void Lists_that_differ_in_blanks_alone_are_one_broker() => Assert.Equal(Broker("mq1, mq2"), Broker(" mq1,mq2 "));

    [Fact]
    public void Lists_of_other_hosts_are_other_brokers() => Assert.NotEqual(Broker("mq1,mq2"), Broker("mq1,mq3"));

    [Theory]
    [InlineData("mq1,", "''")]
    [InlineData("mq1,mq2:0", "'mq2:0'")]
    [InlineData("mq1:65536,mq2", "'mq1:65536'")]
    [InlineData("mq1:", "'mq1:'")]
    [InlineData(":5672", "':5672'")]
    [InlineData("mq1:+5", "'mq1:+5'")]
    [InlineData("mq1:1:2", "'mq1:1:2'")]
    [InlineData("[mq1]:5672", "'[mq1]:5672'")]
    [InlineData("[192.0.2.1]", "'[192.0.2.1]'")]
    [InlineData("[::1", "'[::1'")]
    [InlineData("[::1]5672", "'[::1]5672'")]
    [InlineData("[fe80::1%]", "'[fe80::1%]'")]
    [InlineData("user@mq1", "'user@mq1'")]
    [InlineData("mq1/vhost", "'mq1/vhost'")]
    [InlineData("mq1;mq2", "'mq1;mq2'")]
    public void What_is_wrong_in_a_list_is_quoted(string list, string part)
    {
        var exception = Assert.Throws<OptionException>(() => Broker(list));
        Assert.Contains($"'hostname' has the value '{list}'; allowed is a host name or an address", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($"({part} is none)", exception.Message, StringComparison.Ordinal);
    }

    private static BrokerOptions Broker(string hosts) => OptionParser.Parse([new("hostname", hosts), new("amqp_port", "7")]).Broker;
}
