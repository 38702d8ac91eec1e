using System.Text.Json;
using ZeekAmqp.Cli.Replay;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>Runs that go on where the one before them ended.</summary>
public sealed class PositionTests : IDisposable
{
    private readonly Desk _desk = new();

    private string PositionPath => Path.Combine(_desk.Folder, "pos");

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Second_run_sends_only_what_is_new()
    {
        string tsv = _desk.File("conn.log", Lines(10));
        string json = _desk.File("dns.log", "{\"n\":1}\n");
        Assert.Equal(0, await RunAsync(tsv, json));
        Assert.Equal(11, _desk.Bodies.Length);
        File.WriteAllText(tsv, Lines(15));
        File.AppendAllText(json, "{\"n\":2}\n");

        Assert.Equal(0, await RunAsync("--json", tsv, json));

        Assert.Equal([.. Samples.ConnBodies(15), """{"dns": {"n":1}}""", """{"dns": {"n":2}}"""], _desk.Bodies.OrderBy(Number));
        Assert.Contains("""{"read":6,"published":6,"confirmed":6,"failed":0,"malformed":0,"skipped":0,"resumed":11,""", _desk.Output);
        Assert.False(File.Exists(PositionPath + ".lock"));
        Assert.False(File.Exists(PositionPath + ".new"));
    }

    [Fact]
    public async Task Batches_too_are_gone_on_with_to_the_record()
    {
        string file = _desk.File("conn.log", Lines(1000));
        Assert.Equal(0, await RunAsync("--batch-max-records", "256", file));
        File.WriteAllText(file, Lines(1001));
        Assert.Equal(0, await RunAsync("--batch-max-records", "256", file));

        Assert.Equal(Samples.ConnBodies(1001), _desk.Bodies.SelectMany(body => body.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Last_line_without_an_end_waits_for_it()
    {
        string file = _desk.File("conn.log", "{\"n\":1}\n{\"n\":");
        Assert.Equal(0, await RunAsync(file));
        Assert.Equal(["""{"conn": {"n":1}}"""], _desk.Bodies);
        Assert.Contains("its last line has no end yet: it is left to the next run", _desk.Error);

        File.AppendAllText(file, "2}\n");
        Assert.Equal(0, await RunAsync(file));
        Assert.Equal(["""{"conn": {"n":1}}""", """{"conn": {"n":2}}"""], _desk.Bodies);
    }

    [Fact]
    public async Task File_that_was_renamed_is_gone_on_with()
    {
        string file = _desk.File("conn.log", Lines(5));
        Assert.Equal(0, await RunAsync(file));
        File.WriteAllText(file, Lines(7));
        File.Move(file, Path.Combine(_desk.Folder, "conn.2026-01-01-10-00-00.log"));
        _desk.File("conn.log", """{"ts":9,"uid":"C9"}""" + "\n");

        Assert.Equal(0, await RunAsync(Path.Combine(_desk.Folder, "conn*.log")));

        Assert.Equal([.. Samples.ConnBodies(7), """{"conn": {"ts":9,"uid":"C9"}}"""], _desk.Bodies);
    }

    [Fact]
    public async Task File_that_was_compressed_is_gone_on_with()
    {
        string file = _desk.File("conn.log", Lines(5));
        Assert.Equal(0, await RunAsync(file));
        File.Delete(file);

        Assert.Equal(0, await RunAsync(_desk.File("2026-01-01/conn.10:00:00-11:00:00.log.gz", Samples.Gzip(Lines(7)))));

        Assert.Equal(Samples.ConnBodies(7), _desk.Bodies);
    }

    [Fact]
    public async Task Archive_is_known_also_when_the_inode_of_its_file_is_another_file_s()
    {
        string file = _desk.File("conn.log", Lines(5));
        Assert.Equal(0, await RunAsync(file));
        // The same inode.
        File.WriteAllText(file, "{\"n\":1}\n");
        File.Move(file, Path.Combine(_desk.Folder, "dns.log"));
        Assert.Equal(0, await RunAsync(Path.Combine(_desk.Folder, "dns.log")));

        Assert.Equal(0, await RunAsync(_desk.File("conn.10:00:00-11:00:00.log.gz", Samples.Gzip(Lines(7)))));

        Assert.Equal([.. Samples.ConnBodies(5), """{"dns": {"n":1}}""", .. Samples.ConnBodies(7)[5..]], _desk.Bodies);
    }

    [Fact]
    public async Task Another_file_of_the_same_name_is_read_from_its_beginning()
    {
        string file = _desk.File("conn.log", "{\"n\":1}\n{\"n\":2}\n");
        Assert.Equal(0, await RunAsync(file));
        // The same inode, as after a truncation.
        File.WriteAllText(file, "{\"n\":3}\n{\"n\":4}\n{\"n\":5}\n");

        Assert.Equal(0, await RunAsync(file));

        Assert.Equal([1, 2, 3, 4, 5], _desk.Bodies.Select(Number));
    }

    [Fact]
    public async Task File_that_has_become_shorter_is_read_again_and_that_is_said()
    {
        string text = Lines(200);
        string file = _desk.File("conn.log", text);
        Assert.Equal(0, await RunAsync(file));
        File.WriteAllText(file, Lines(150));

        Assert.Equal(0, await RunAsync(file));

        Assert.Equal([.. Samples.ConnBodies(200), .. Samples.ConnBodies(150)], _desk.Bodies);
        Assert.Contains("ends before byte", _desk.Error);
        Assert.Contains("it is read from its beginning", _desk.Error);
    }

    [Fact]
    public async Task Record_that_failed_and_all_behind_it_come_again()
    {
        var away = new Desk { Broker = new FakeBroker { Returns = true } };
        string file = _desk.File("conn.log", Lines(5));
        Assert.Equal(1, await away.RunAsync("replay", "--position", PositionPath, file));

        Assert.Equal(0, await RunAsync(file));

        Assert.Equal(Samples.ConnBodies(5), _desk.Bodies);
        away.Dispose();
    }

    [Fact]
    public async Task Interruption_loses_nothing_and_sends_nothing_twice()
    {
        string file = _desk.File("conn.log", Lines(20_000));
        string other = _desk.File("dns.log", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{\"n\":{i}}}\n")));
        for (int i = 0; i < 5; i++)
        {
            using var interruption = new Interruption();
            int wanted = _desk.Bodies.Length + 3000;
            Task<ReplaySummary> run = Task.Run(() => Run(_desk, interruption, file, other));
            while (_desk.Broker.Bodies.Count < wanted && !run.IsCompleted)
                await Task.Delay(1);
            interruption.Interrupt(2);
            await run;
        }

        Assert.Equal(0, await RunAsync(file, other));

        Assert.Equal(40_000, _desk.Bodies.Length);
        Assert.Equal(Samples.ConnBodies(20_000), _desk.Bodies.Where(body => body.StartsWith("{\"conn\"", StringComparison.Ordinal)));
        Assert.Equal(
            Enumerable.Range(0, 20_000), _desk.Bodies.Where(body => body.StartsWith("{\"dns\"", StringComparison.Ordinal)).Select(Number));
    }

    [Fact]
    public async Task What_is_not_confirmed_is_not_passed_over()
    {
        string file = _desk.File("conn.log", Lines(100));
        using var silent = new Desk { Broker = new FakeBroker { Confirms = false } };
        Assert.Equal(1, await silent.RunAsync("replay", "--position", PositionPath, "--max-wait-on-shutdown", "0.2", file));
        Assert.Equal(0L, Offsets()[0]);

        Assert.Equal(0, await RunAsync(file));

        Assert.Equal(Samples.ConnBodies(100), _desk.Bodies);
        Assert.Equal(new FileInfo(file).Length, Offsets()[0]);
    }

    [Theory]
    [InlineData("", "it is no list of positions")]
    [InlineData("{\"zeek_amqp_positions\":1,\"files\":[{\"name\":\"x\"", "it is no list of positions")]
    [InlineData("{\"zeek_amqp_positions\":1,\"files\":[{\"name\":\"x\"}]}", "it is no list of positions")]
    [InlineData("{\"zeek_amqp_positions\":1,\"files\":[{\"name\":\"x\",\"device\":1,\"inode\":1,\"head_bytes\":1,\"head\":\"\",\"offset\":-1,\"met_ms\":1}]}", "a number in it cannot be")]
    [InlineData("{\"zeek_amqp_positions\":2,\"files\":[]}", "has format 2; this zeek-amqp knows format 1 only")]
    [InlineData("\0\u0001\u0002", "it is no list of positions")]
    [InlineData("[]", "it is no list of positions")]
    public async Task Damaged_position_file_is_said_and_nothing_is_sent(string content, string message)
    {
        _desk.File("pos", content);

        Assert.Equal(2, await RunAsync(_desk.File("conn.log", Lines(5))));

        Assert.Contains($"the position file '{PositionPath}'", _desk.Error);
        Assert.Contains(message, _desk.Error);
        Assert.Single(_desk.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(_desk.Bodies);
        Assert.Equal(content, File.ReadAllText(PositionPath));
    }

    [Fact]
    public async Task Position_file_that_cannot_be_there_is_said_before_anything_is_sent()
    {
        string file = _desk.File("conn.log", Lines(5));

        Assert.Equal(2, await _desk.RunAsync("replay", "--position", Path.Combine(_desk.Folder, "nowhere/pos"), file));
        Assert.Contains("cannot write the position file", _desk.Error);
        Assert.Contains("its folder does not exist", _desk.Error);
        Directory.CreateDirectory(PositionPath);
        Assert.Equal(2, await RunAsync(file));
        Assert.Contains("it is a folder", _desk.Error);
        Assert.Empty(_desk.Bodies);
    }

    [Fact]
    public async Task Position_file_of_other_files_is_said()
    {
        string one = _desk.File("conn.log", Lines(5));
        string other = _desk.File("dns.log", "{\"n\":1}\n");
        Assert.Equal(0, await RunAsync(one));
        Assert.Equal("", _desk.Error);

        Assert.Equal(0, await RunAsync(other));

        Assert.Contains("is of other files", _desk.Error);
        Assert.Equal(6, _desk.Bodies.Length);
        Assert.Equal(2, Offsets().Length);
    }

    [Fact]
    public async Task Position_file_has_one_user_at_a_time()
    {
        using var first = new PositionFile(PositionPath);

        Assert.Equal(2, await RunAsync(_desk.File("conn.log", Lines(5))));

        Assert.Contains("is in use by another zeek-amqp replay", _desk.Error);
    }

    private static string Lines(int records) => Samples.ConnTsv(records)[..^"#close\t2026-01-01-01-00-00\n".Length];

    private static int Number(string body) => body.Contains("\"n\":", StringComparison.Ordinal) ? int.Parse(body[(body.IndexOf("\"n\":", StringComparison.Ordinal) + 4)..^2]) : -1;

    private static Task<ReplaySummary> Run(Desk desk, Interruption interruption, params string[] files)
    {
        var request = new ReplayRequest(
            ZeekAmqp.Cli.LogFiles.LogInputs.Find(files, () => Stream.Null), OptionParser.Parse([new("spool_dir", ""), new("overflow", "block")]), null, TimeSpan.FromSeconds(60))
        {
            PositionFile = new PositionFile(Path.Combine(desk.Folder, "pos")),
        };
        return new ReplayRun(request, desk.Surroundings, interruption).RunAsync();
    }

    private Task<int> RunAsync(params string[] arguments) => _desk.RunAsync(["replay", "--position", PositionPath, .. arguments]);

    private long[] Offsets()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(PositionPath));
        return [.. document.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("offset").GetInt64())];
    }
}
