using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.LogFiles;

/// <summary>Which files an argument stands for, and in what order.</summary>
public sealed class LogInputsTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Files_of_an_archive_come_in_the_order_of_the_times_in_their_names()
    {
        string[] inOrder =
        [
            "a/2025-12-31/conn.23:00:00-00:00:00.log.gz",
            "z/2026-01-01/conn.00:00:00-01:00:00.log.gz",
            "a/2026-01-01/conn.01:00:00-02:00:00.log.gz",
            "conn.2026-01-02-03-00-00.log",
            "conn-26-01-02_04.00.00.log",
            "2026-01-03/conn.log",
            "conn.log",
        ];
        foreach (string name in inOrder.Reverse())
            _desk.File(name, "");

        Assert.Equal(inOrder, Find([_desk.Folder], isRecursive: true));
    }

    [Fact]
    public void Folders_in_a_folder_are_looked_into_only_if_asked_for()
    {
        _desk.File("conn.log", "");
        _desk.File("2026-01-01/conn.00:00:00-01:00:00.log.gz", "");
        _desk.File("2026-01-01/.hidden/x.log", "");

        Assert.Equal(["conn.log"], Find([_desk.Folder]));
        Assert.Equal(["2026-01-01/conn.00:00:00-01:00:00.log.gz", "conn.log"], Find([_desk.Folder], isRecursive: true));
    }

    [Fact]
    public void Pattern_stands_for_the_files_that_match()
    {
        foreach (string name in (string[])["2026-01-01/conn.1.log.gz", "2026-01-02/conn.2.log.gz", "2026-01-02/dns.2.log", "2026-02-01/conn.3.log.gz"])
            _desk.File(name, "");

        Assert.Equal(["2026-01-01/conn.1.log.gz", "2026-01-02/conn.2.log.gz"], Find([$"{_desk.Folder}/2026-01-*/conn.*.log.gz"]));
        Assert.Equal(
            ["2026-01-01/conn.1.log.gz", "2026-01-02/conn.2.log.gz", "2026-02-01/conn.3.log.gz"], Find([$"{_desk.Folder}/**/conn*"]));
        Assert.Equal(4, Find([$"{_desk.Folder}/**"]).Length);
        Assert.Equal(["2026-01-02/dns.2.log"], Find([$"{_desk.Folder}/*/dns.*"]));
    }

    [Fact]
    public void File_with_the_name_of_a_pattern_is_that_file()
    {
        _desk.File("conn[1].log", "");
        _desk.File("conn1.log", "");

        Assert.Equal(["conn[1].log"], Find([$"{_desk.Folder}/conn[1].log"]));
    }

    [Fact]
    public void No_file_is_read_twice_whatever_it_is_called()
    {
        string file = _desk.File("logs/conn.log", "x");
        File.CreateSymbolicLink(Path.Combine(_desk.Folder, "logs/link.log"), file);
        Directory.CreateSymbolicLink(Path.Combine(_desk.Folder, "logs/current"), Path.Combine(_desk.Folder, "logs"));

        Assert.Equal(["logs/conn.log"], Find([file, $"{_desk.Folder}/logs", file, $"{_desk.Folder}/logs/*"], isRecursive: true));
    }

    [Fact]
    public void What_finds_nothing_is_said()
    {
        _desk.File("2026-01-01/conn.log", "");

        Assert.Equal($"no file matches '{_desk.Folder}/*.gz'", Assert.Throws<UsageException>(() => Find([$"{_desk.Folder}/*.gz"])).Message);
        Assert.Equal(
            $"the folder '{_desk.Folder}' has no *.log or *.log.gz; what is in its folders is read with --recursive",
            Assert.Throws<UsageException>(() => Find([_desk.Folder])).Message);
        Assert.Equal(
            $"cannot open '{_desk.Folder}/conn.log': there is no such file", Assert.Throws<UsageException>(() => Find([$"{_desk.Folder}/conn.log"])).Message);
    }

    private string[] Find(string[] arguments, bool isRecursive = false) =>
        [.. LogInputs.Find(arguments, () => Stream.Null, isRecursive).Select(input => Path.GetRelativePath(_desk.Folder, input.Name))];
}
