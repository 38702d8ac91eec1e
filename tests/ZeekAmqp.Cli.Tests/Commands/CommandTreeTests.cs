using System.Runtime.CompilerServices;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Commands;

public class CommandTreeTests
{
    [Fact]
    public async Task Version_is_that_of_the_file_VERSION()
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("--version"));
        Assert.Equal(File.ReadAllText(Path.Combine(Root(), "VERSION")).Trim() + "\n", desk.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("replay")]
    [InlineData("rplay", "x")]
    [InlineData("tail", "--count", "0")]
    [InlineData("tail", "--count", "many")]
    [InlineData("tail", "--timeout", "-1")]
    [InlineData("tail", "--table", "--json")]
    [InlineData("tail", "--queue-name", "")]
    [InlineData("tail", "--exchange", "x")]
    public async Task Wrong_usage_ends_with_status_2_and_an_explanation(params string[] arguments)
    {
        using var desk = new Desk();

        Assert.Equal(2, await desk.RunAsync(arguments));
        Assert.NotEqual("", desk.Error);
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}
