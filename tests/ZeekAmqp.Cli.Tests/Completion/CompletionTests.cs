using ZeekAmqp.Cli.Completion;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Completion;

public class CompletionTests
{
    [Theory]
    [InlineData("zeek-amqp re", "replay")]
    [InlineData("/usr/bin/zeek-amqp re", "replay")]
    [InlineData("zeek-amqp replay --compression ", "gzip none zstd")]
    [InlineData("zeek-amqp replay --compression g", "gzip")]
    [InlineData("zeek-amqp replay --tls-veri", "--tls-verify")]
    [InlineData("zeek-amqp replay --hostname ", "")]
    [InlineData("zeek-amqp replay conn", "")]
    [InlineData("zeek-amqp completion ", "bash fish zsh")]
    [InlineData("zeek-amqp", "")]
    [InlineData("", "")]
    public async Task What_could_stand_at_the_cursor_is_printed(string line, string words)
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("complete", line));
        Assert.Equal(words, string.Join(' ', desk.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task What_stands_behind_the_cursor_does_not_count()
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("complete", "--position", "12", "zeek-amqp re conn.log"));
        Assert.Equal("replay\n", desk.Output);
    }

    [Fact]
    public async Task First_word_may_be_any_command()
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("complete", "zeek-amqp "));
        Assert.Contains("replay\n", desk.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("complete\n", desk.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--help", desk.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Each_shell_has_its_script(string shell)
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("completion", shell));
        Assert.Contains($"{shell} completion of zeek-amqp", desk.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_without_script_is_refused_with_those_that_have_one()
    {
        using var desk = new Desk();

        Assert.Equal(2, await desk.RunAsync("completion", "csh"));
        Assert.Contains("csh", desk.Error, StringComparison.Ordinal);
        Assert.Contains("fish", desk.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tls", "T F")]
    [InlineData("declare", "T passive F")]
    [InlineData("overflow", "drop_newest drop_oldest block")]
    [InlineData("spool_dir", "auto")]
    [InlineData("json_timestamps", "JSON::TS_EPOCH JSON::TS_MILLIS JSON::TS_MILLIS_UNSIGNED JSON::TS_ISO8601")]
    [InlineData("vhost", "")]
    [InlineData("log_path", "")]
    [InlineData("headers", "")]
    [InlineData("amqp_port", "")]
    public void Values_are_proposed_where_there_are_but_a_few(string option, string values) =>
        Assert.Equal(values, string.Join(' ', ValueChoices.Of(OptionTable.All.Single(one => one.Name == option))));
}
