using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Tests.LogFiles;

public class FilePatternTests
{
    [Theory]
    [InlineData("conn.log", "*", true)]
    [InlineData("conn.log", "conn.*", true)]
    [InlineData("conn.log", "*.log", true)]
    [InlineData("conn.log", "c*n*.l?g", true)]
    [InlineData("conn.log", "conn", false)]
    [InlineData("conn.log", "conn.log?", false)]
    [InlineData("conn.log", "[a-d]onn.log", true)]
    [InlineData("conn.log", "[!a-d]onn.log", false)]
    [InlineData("conn.log", "[^x]onn.log", true)]
    [InlineData("conn.log", "[xc]onn.log", true)]
    [InlineData("]", "[]]", true)]
    [InlineData("[x", "[x", true)]
    [InlineData("aaab", "*ab", true)]
    [InlineData("", "*", true)]
    [InlineData(".hidden.log", "*.log", false)]
    [InlineData(".hidden.log", ".*.log", true)]
    public void Name_matches_as_in_a_shell(string name, string pattern, bool matches) =>
        Assert.Equal(matches, FilePattern.Matches(name, pattern));
}
