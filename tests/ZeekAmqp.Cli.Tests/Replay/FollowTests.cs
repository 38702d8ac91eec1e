using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>The whole command with <c>--follow</c>, at a clock that the test moves.</summary>
public sealed class FollowTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Desk _desk;

    public FollowTests() => _desk = new Desk { Time = _clock };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task What_is_written_while_it_runs_is_sent_and_it_ends_when_nothing_comes_any_more()
    {
        string log = _desk.File("n.log", "{\"n\":1}\n");
        Task<int> run = Follow("--idle-exit", "30s", "--json", log);
        await Until(() => _desk.Bodies.Length == 1);
        File.AppendAllText(log, "{\"n\":2}\n");
        await Until(() => _desk.Bodies.Length == 2);
        File.Move(log, log + ".1");
        _desk.File("n.log", "{\"n\":3}\n");
        await Until(() => run.IsCompleted);

        Assert.Equal(0, await run);
        Assert.Equal(["""{"n": {"n":1}}""", """{"n": {"n":2}}""", """{"n": {"n":3}}"""], _desk.Bodies);
        Assert.StartsWith("""{"read":3,"published":3,"confirmed":3,"failed":0,""", _desk.Output);
    }

    [Fact]
    public async Task New_files_of_a_folder_are_found_and_archives_read_first_and_once()
    {
        string log = _desk.File("logs/n.log", "{\"n\":3}\n");
        _desk.File("logs/2026-01-01/n.01:00:00-02:00:00.log.gz", Samples.Gzip("{\"n\":2}\n"));
        _desk.File("logs/2026-01-01/n.00:00:00-01:00:00.log.gz", Samples.Gzip("{\"n\":1}\n"));
        Task<int> run = Follow("-r", "--idle-exit", "30s", Path.Combine(_desk.Folder, "logs"));
        await Until(() => _desk.Bodies.Length == 3);
        Assert.Equal(["""{"n": {"n":1}}""", """{"n": {"n":2}}""", """{"n": {"n":3}}"""], _desk.Bodies);

        _desk.File("logs/m.log", "{\"n\":4}\n");
        await Until(() => _desk.Bodies.Length == 4);
        // As Zeek's archive: rotated, compressed elsewhere, removed.
        string rotated = Path.Combine(_desk.Folder, "logs/n-26-01-01_02.00.00.log");
        File.Move(log, rotated);
        File.AppendAllText(log, "{\"n\":5}\n");
        await Until(() => _desk.Bodies.Length == 5);
        _desk.File("logs/2026-01-01/n.02:00:00-03:00:00.log.gz", Samples.Gzip("{\"n\":3}\n"));
        File.Delete(rotated);
        await Until(() => run.IsCompleted);

        Assert.Equal(0, await run);
        Assert.Equal([1, 2, 3, 4, 5], _desk.Bodies.Select(body => body[^3] - '0'));
    }

    [Fact]
    public async Task File_that_may_not_be_read_yet_is_tried_again_and_said_once()
    {
        string log = _desk.File("logs/n.log", "{\"n\":1}\n");
        Directory.CreateDirectory(log + ".folder");
        Task<int> run = Follow("--idle-exit", "10s", Path.Combine(_desk.Folder, "later.log"), log);
        await Until(() => _desk.Bodies.Length == 1);
        _desk.File("later.log", "{\"n\":2}\n");
        await Until(() => run.IsCompleted);

        Assert.Equal(0, await run);
        Assert.Equal(2, _desk.Bodies.Length);
        Assert.Equal($"zeek-amqp: '{_desk.Folder}/later.log' does not exist: it is waited for\n", _desk.Error);
    }

    [Theory]
    [InlineData("cannot follow '-'", "-F", "-")]
    [InlineData("--idle-exit is for --follow", "--idle-exit", "5s", "x.log")]
    [InlineData("--idle-exit 'soon' is no duration", "-F", "--idle-exit", "soon", "x.log")]
    [InlineData("--follow sends records as they come", "-F", "--rate", "2x", "x.log")]
    [InlineData("cannot follow '/dev/null'", "-F", "/dev/null")]
    public async Task Wrong_use_is_said(string message, params string[] arguments)
    {
        Assert.Equal(2, await _desk.RunAsync(["replay", .. arguments]));
        Assert.Contains(message, _desk.Error);
    }

    private Task<int> Follow(params string[] arguments) => Task.Run(() => _desk.RunAsync(["replay", "-F", .. arguments]));

    private async Task Until(Func<bool> condition)
    {
        for (int i = 0; i < 4000 && !condition(); i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(5);
        }

        Assert.True(condition(), $"it did not happen: {_desk.Error}");
    }
}
