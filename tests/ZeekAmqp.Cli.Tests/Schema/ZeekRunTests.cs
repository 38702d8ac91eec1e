using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Schema;

/// <summary>Programs in place of Zeek, good and bad.</summary>
public class ZeekRunTests
{
    [Fact]
    public async Task What_it_says_is_read_and_nothing_of_it_is_left()
    {
        using var desk = new Desk();
        string seen = desk.File("seen", "");
        string zeek = Program(desk, """
            pwd >@SEEN@; echo "$1" >>@SEEN@
            output=$(sed -n 's/^global output = open("\(.*\)");/\1/p' "$2")
            echo '{"stream":"X::LOG","filter":"default","writer":"Log::WRITER_ASCII","has_path_func":false,"added":[],"columns":[{"name":"n","type_name":"count"}],"names":{},"config":{}}' >"$output"
            """.Replace("@SEEN@", seen, StringComparison.Ordinal));
        string script = desk.File("mine.zeek", "");
        Assert.Equal(0, await desk.RunAsync("schema", "--json", "--zeek", script, "--zeek-program", zeek));
        Assert.Contains("\"title\":\"x\"", desk.Output);
        string[] lines = await File.ReadAllLinesAsync(seen);
        Assert.Equal(script, lines[1]);
        Assert.False(Directory.Exists(lines[0]));
    }

    [Theory]
    [InlineData("echo 'error in x.zeek, line 1: \u001b[31mno' >&2; exit 1", "ended with 1: error in x.zeek, line 1: \\x1b[31mno\n")]
    [InlineData("exit 0", "did not say what its logs are\n")]
    [InlineData("output=$(sed -n 's/^global output = open(\"\\(.*\\)\");/\\1/p' \"$2\"); echo hello >\"$output\"", "what Zeek says of its logs is not understood")]
    public async Task A_program_that_fails_is_one_line_with_its_own_words(string text, string expected)
    {
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync("schema", "--zeek", "--zeek-program", Program(desk, text)));
        Assert.Contains(expected, desk.Error);
        Assert.Single(desk.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", desk.Output);
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_one_line()
    {
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync("schema", "--zeek", "--zeek-program", desk.File("zeek", "")));
        Assert.Contains("it may not be executed", desk.Error);
    }

    private static string Program(Desk desk, string text)
    {
        string program = desk.File("zeek", $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return program;
    }
}
