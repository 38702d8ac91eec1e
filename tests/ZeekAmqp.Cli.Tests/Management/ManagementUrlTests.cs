using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Management;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Management;

public class ManagementUrlTests
{
    [Theory]
    [InlineData("http://mq1:15672", "http://mq1:15672", null, null)]
    [InlineData("https://mq1:15671/", "https://mq1:15671", null, null)]
    [InlineData("http://mq1", "http://mq1:80", null, null)]
    [InlineData("http://u%40x:p%3A%2Fq@mq1:1/mq/api", "http://mq1:1/mq", "u@x", "p:/q")]
    [InlineData("http://u@[::1]:1", "http://[::1]:1", "u", "")]
    public void Url_says_where_and_as_whom(string url, string place, string? user, string? password)
    {
        var address = ManagementUrl.Parse(url, "--management");

        Assert.Equal(place, address.ToString());
        Assert.Equal((user, password), (address.Login?.User, address.Login?.Password));
    }

    [Theory]
    [InlineData("mq1:15672")]
    [InlineData("mq1")]
    [InlineData("")]
    [InlineData("ftp://mq1")]
    [InlineData("http://:15672")]
    [InlineData("http://secret@mq1:70000")]
    [InlineData("http://secret@mq1?x")]
    [InlineData("http://u:secret@mq1#x")]
    public void What_is_no_url_is_refused_without_being_shown(string url)
    {
        string message = Assert.Throws<UsageException>(() => ManagementUrl.Parse(url, "--management")).Message;

        Assert.StartsWith("--management is not of the form http://host:15672", message);
        Assert.DoesNotContain("secret", message);
    }

    [Theory]
    [InlineData("T", "https://mq1:15671")]
    [InlineData("F", "http://mq1:15672")]
    public void Default_is_the_usual_port_of_the_first_host(string tls, string place)
    {
        var command = new Command("test");
        var flags = new ManagementFlags(command);
        BrokerOptions broker = OptionParser.Parse([new RawOption("hostname", "mq1:1,mq2"), new RawOption("tls", tls)]).Broker;

        Assert.Equal(place, flags.Read(command.Parse([]), _ => null, broker).ToString());
        Assert.Equal("http://x:1", flags.Read(command.Parse([]), _ => "http://x:1", broker).ToString());
        Assert.Equal("http://y:1", flags.Read(command.Parse(["--management", "http://y:1"]), _ => "http://x:1", broker).ToString());
    }
}
