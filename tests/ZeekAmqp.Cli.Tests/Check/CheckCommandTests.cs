using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Check;

public class CheckCommandTests
{
    [Theory]
    [InlineData("--amqp-port", "0")]
    [InlineData("--path", "")]
    [InlineData("--zeek-binary", "/bin/sh")]
    [InlineData("--zeek", "x.zeek", "--zeek-binary", "/no/such/file")]
    [InlineData("--management", "mq1")]
    [InlineData("--queue-name", "{env:NO_SUCH_VARIABLE}")]
    [InlineData("--log-path", "x")]
    public async Task Wrong_usage_ends_with_status_2_before_anything_is_tried(params string[] arguments)
    {
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync(["check", .. arguments]));
        Assert.NotEqual("", desk.Error);
        Assert.Equal("", desk.Output);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_fails_one_step_and_the_rest_is_not_tried()
    {
        using var desk = new Desk();
        // Port 1 has no service.
        Assert.Equal(1, await desk.RunAsync("check", "--hostname", "127.0.0.1:1", "--queue-name", "q-{path}", "--path", "dns"));
        Assert.Contains("ok      options     log 'dns' goes to 127.0.0.1:1, vhost '/' as user 'guest'", desk.Output);
        Assert.Contains("queue 'q-dns'", desk.Output);
        Assert.Contains("FAILED  tcp         127.0.0.1:1: Connection refused", desk.Output);
        Assert.Contains("skipped probe       not tried, because of the way to the broker\n", desk.Output);
        Assert.Equal("", desk.Error);
    }

    [Fact]
    public async Task A_password_file_that_is_empty_is_told_before_the_hosts()
    {
        using var desk = new Desk();
        Assert.Equal(1, await desk.RunAsync("check", "--hostname", "127.0.0.1:1", "--password-file", desk.File("password", "")));
        Assert.Contains("FAILED  files       the first line of password_file", desk.Output);
        Assert.Contains("skipped host        not tried, because of files\n", desk.Output);
    }

    [Fact]
    public async Task The_environment_is_read_unless_zeek_is()
    {
        using var desk = new Desk();
        desk.Variables["ZEEK_AMQP_URI"] = "amqp://zeek@127.0.0.1:1/v";
        Assert.Equal(1, await desk.RunAsync("check"));
        Assert.Contains("goes to 127.0.0.1:1, vhost 'v' as user 'zeek'", desk.Output);
    }
}
