using ZeekAmqp.Cli.Check.Zeek;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Check;

/// <summary>What Zeek says of its options, with programs of the tests' own in its place.</summary>
public class ZeekTests
{
    private const string Answer = """
        zeek-amqp-check-answer {"zeek":"8.0.10","node":"logger-1","options":{"hostname":"mq1","password":"p","username":"u"},"filters":[
        """;

    [Fact]
    public void The_answer_is_found_between_other_lines()
    {
        ZeekAnswer answer = ZeekAnswer.Find($"hello\n{Answer}{{\"name\":\"amqp\",\"path\":\"conn\",\"config\":{{\"queue_name\":\"q\"}}}}]}}\nbye\n")!;
        Assert.Equal("logger-1", answer.Node);
        Assert.Contains(new RawOption("hostname", "mq1"), answer.Options);
        Assert.Equal(new RawOption("queue_name", "q", OptionOrigin.Filter), Assert.Single(Assert.Single(answer.Filters).Config));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zeek-amqp-check-answer {")]
    [InlineData("zeek-amqp-check-answer {}")]
    [InlineData("zeek-amqp-check-answer []")]
    [InlineData("""zeek-amqp-check-answer {"zeek":1,"node":"","options":{},"filters":[]}""")]
    public void What_is_no_answer_is_none(string output) => Assert.Null(ZeekAnswer.Find(output));

    [Fact]
    public void Flags_win_over_the_filter_and_that_over_all_logs_also_where_they_say_it_in_another_way()
    {
        RawOption[] global = [new("hostname", "a"), new("password_file", "/global"), new("vhost", "v")];
        RawOption[] filter = [new("hostname", "b", OptionOrigin.Filter), new("password_env", "SECRET", OptionOrigin.Filter)];

        WriterOptions options = OptionParser.Parse(ZeekStep.Merge(global, filter, []));
        Assert.Equal(("b", "v"), (options.Broker.Host, options.Broker.VirtualHost));
        Assert.Equal(("", "SECRET"), (options.Broker.Credentials.PasswordFile, options.Broker.Credentials.PasswordVariable));

        options = OptionParser.Parse(ZeekStep.Merge(global, filter, [new("hostname", "c"), new("password", "x")]));
        Assert.Equal("c", options.Broker.Host);
        Assert.Equal(("x", "", ""), (options.Broker.Credentials.Password, options.Broker.Credentials.PasswordFile, options.Broker.Credentials.PasswordVariable));
    }

    [Fact]
    public async Task What_zeek_complains_of_is_told_and_the_rest_is_not_tried()
    {
        using var desk = new Desk();
        Assert.Equal(1, await RunAsync(desk, "cat >/dev/null; echo 'error in x.zeek, line 1: no such thing' >&2; exit 1"));
        Assert.Contains("FAILED  zeek        Zeek says: error in x.zeek, line 1: no such thing\n", desk.Output);
        Assert.Contains("skipped tcp         not tried, because of zeek\n", desk.Output);
    }

    [Fact]
    public async Task What_zeek_quotes_of_a_password_is_not_shown()
    {
        using var desk = new Desk();
        Assert.Equal(1, await RunAsync(desk, "cat >/dev/null; echo 'error in x.zeek, line 7: type clash (LogAMQP::password = hunter2)' >&2; exit 1"));
        Assert.Contains("error in x.zeek, line 7: what is said of a password there", desk.Output);
        Assert.DoesNotContain("hunter2", desk.Output);
    }

    [Fact]
    public async Task A_zeek_that_says_nothing_is_told_with_its_status()
    {
        using var desk = new Desk();
        Assert.Equal(1, await RunAsync(desk, "exit 3"));
        Assert.Contains("Zeek ended with status 3 and said nothing", desk.Output);
    }

    [Fact]
    public async Task Without_the_plugin_it_is_said_how_zeek_finds_it()
    {
        using var desk = new Desk();
        Assert.Equal(1, await RunAsync(desk, """cat >/dev/null; echo 'zeek-amqp-check-answer {"zeek":"8.0.10","node":"","options":{},"filters":[]}'"""));
        Assert.Contains("has no plugin Trapmine::AMQPWriter", desk.Output);
        Assert.Contains("set ZEEK_PLUGIN_PATH", desk.Output);
    }

    [Fact]
    public async Task A_value_that_is_not_allowed_is_a_step_that_fails()
    {
        using var desk = new Desk();
        Assert.Equal(1, await RunAsync(desk, """cat >/dev/null; echo 'zeek-amqp-check-answer {"zeek":"8.0.10","node":"","options":{"amqp_port":"x"},"filters":[]}'"""));
        Assert.Contains("FAILED  options     option 'amqp_port' has the value 'x'", desk.Output);
        Assert.Contains("skipped host        not tried, because of options\n", desk.Output);
    }

    [Fact]
    public async Task Zeek_is_sought_on_path()
    {
        using var desk = new Desk();
        desk.Variables["PATH"] = "/nowhere";
        Assert.Equal(1, await desk.RunAsync("check", "--zeek", "local.zeek"));
        Assert.Contains("there is no zeek on PATH", desk.Output);
        Assert.Contains("→ name it by --zeek-binary", desk.Output);
    }

    private static Task<int> RunAsync(Desk desk, string script)
    {
        string zeek = desk.File("zeek", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(zeek, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return desk.RunAsync("check", "--zeek", "local.zeek", "--zeek-binary", zeek);
    }
}
