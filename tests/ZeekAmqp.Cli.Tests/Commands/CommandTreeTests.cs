using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Commands;

public partial class CommandTreeTests
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
    [InlineData("tail", "--exchange", "")]
    [InlineData("tail")]
    [InlineData("tail", "--queue", "q", "--peek", "q")]
    [InlineData("tail", "--queue", "q", "--exchange", "x")]
    [InlineData("tail", "--queue", "q", "--binding-key", "x")]
    [InlineData("tail", "--exchange", "x", "--from", "first")]
    [InlineData("tail", "--queue", "q", "--from", "middle")]
    [InlineData("tail", "--queue", "q", "--fields", "a,,b")]
    [InlineData("tail", "--queue", "q", "--filter", "a ==")]
    [InlineData("tail", "--exchange", "x", "--binding-arguments", "{")]
    public async Task Wrong_usage_ends_with_status_2_and_an_explanation(params string[] arguments)
    {
        using var desk = new Desk();

        Assert.Equal(2, await desk.RunAsync(arguments));
        Assert.NotEqual("", desk.Error);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Help_of_a_command_shows_examples_of_it_and_what_each_exit_status_means(string name)
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync(name, "--help"));
        Assert.Contains("Examples:", desk.Output, StringComparison.Ordinal);
        Assert.Contains($"  zeek-amqp {name}", desk.Output, StringComparison.Ordinal);
        Assert.Matches("(?s)Exit status:.*\n  0 .*\n  2 .*\n  128", desk.Output);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_are_right_usage(string name)
    {
        using var desk = new Desk();
        var tree = new CommandTree(desk.Surroundings);

        foreach (Example example in tree.Pages.Single(page => page.Command.Name == name).Examples)
        {
            string line = example.Line[example.Line.IndexOf("zeek-amqp ", StringComparison.Ordinal)..];
            // Words as a shell makes them of what stands before a pipe, another file, or the end of a substitution.
            string[] words =
            [
                .. ShellWord().Matches(line).Select(word => word.Value)
                    .TakeWhile(word => word is not "|" && word[0] is not ('>' or ')'))
                    .Select(word => word.Replace("'", "", StringComparison.Ordinal)),
            ];

            Assert.Equal($"{example.Line}: ", $"{example.Line}: {string.Join("; ", tree.Mistakes(words[1..]))}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_and_exit_statuses_fit_a_terminal_of_80_columns(string name)
    {
        using var desk = new Desk();
        ICommandPage page = new CommandTree(desk.Surroundings).Pages.Single(page => page.Command.Name == name);

        Assert.DoesNotContain(page.Examples, example => example.Line.Length > 76 || example.Purpose.Length > 70);
        Assert.DoesNotContain(page.ExitStatuses.Concat(ExitStatus.OfAll), status => status.Meaning.Length > 70);
    }

    public static TheoryData<string> Names()
    {
        using var desk = new Desk();
        return [.. new CommandTree(desk.Surroundings).Pages.Select(page => page.Command.Name)];
    }

    [GeneratedRegex(@"(?:'[^']*'|[^'\s)])+|\)")]
    private static partial Regex ShellWord();

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}
