using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Pages;

public class ManPageTests
{
    [Fact]
    public async Task A_page_has_all_that_help_has()
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("man", "tail"));
        foreach (string part in new[] { ".TH \"ZEEK\\-AMQP\\-TAIL\" 1", ".B zeek\\-amqp tail [OPTION...]", ".B \\-\\-count N", ".SH \"EXAMPLES\"", ".B 2\n", ".B 128+n\n", "ZEEK_AMQP_PASSWORD" })
            Assert.Contains(part, desk.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_pages_are_written_into_a_folder_that_is_made()
    {
        using var desk = new Desk();
        string folder = Path.Combine(Path.GetDirectoryName(desk.File("x", ""))!, "share/man1");

        Assert.Equal(0, await desk.RunAsync("man", "--folder", folder));
        foreach (string name in new[] { "zeek-amqp.1", "zeek-amqp-replay.1", "zeek-amqp-tail.1", "zeek-amqp-man.1" })
            Assert.StartsWith(".TH ", File.ReadAllText(Path.Combine(folder, name)), StringComparison.Ordinal);
        Assert.Contains("zeek\\-amqp\\-replay(1)", File.ReadAllText(Path.Combine(folder, "zeek-amqp.1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no command 'rplay'", "man", "rplay")]
    [InlineData("name no command", "man", "tail", "--folder", "x")]
    [InlineData("cannot write the pages into '/proc/none'", "man", "--folder", "/proc/none")]
    public async Task What_cannot_be_done_is_said_in_one_line(string reason, params string[] arguments)
    {
        using var desk = new Desk();

        Assert.Equal(2, await desk.RunAsync(arguments));
        Assert.Contains(reason, Assert.Single(desk.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
