using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Tests.LogFiles;

public class LogPathTests
{
    [Theory]
    [InlineData("conn.log", "conn")]
    [InlineData("/var/log/zeek.d/current/conn.log", "conn")]
    [InlineData("conn.2026-01-01-10-00-00.log.gz", "conn")]
    [InlineData("http.12:00:00-13:00:00.log.gz", "http")]
    [InlineData("known_hosts", "known_hosts")]
    [InlineData(".log", null)]
    public void Path_is_the_files_name_up_to_the_first_dot(string file, string? path) => Assert.Equal(path, LogPath.FromFileName(file));
}
