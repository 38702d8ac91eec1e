using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>One name, and the files that have it one after the other.</summary>
public sealed class FollowedFileTests : IAsyncLifetime
{
    private readonly Desk _desk = new();
    private FollowBench _bench = null!;

    private string Log => _bench.Name;

    public Task InitializeAsync()
    {
        _bench = new FollowBench(_desk, "n.log", "pos");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        _desk.Dispose();
    }

    [Fact]
    public async Task File_that_appears_later_and_grows_is_followed()
    {
        Assert.False(_bench.Look());
        Assert.False(_bench.Look());
        Assert.Equal($"zeek-amqp: '{Log}' does not exist: it is waited for\n", _desk.Error);
        Append(1);
        await SeesAsync(1);
        Append(2, 3);
        await SeesAsync(1, 2, 3);
    }

    [Fact]
    public async Task Half_written_line_waits_for_its_end()
    {
        File.AppendAllText(Log, "{\"n\":1}\n{\"n\"");
        await SeesAsync(1);
        File.AppendAllText(Log, ":2}");
        await SeesAsync(1);
        File.AppendAllText(Log, "\n");
        await SeesAsync(1, 2);
    }

    [Fact]
    public async Task Rotated_file_is_read_to_its_end_before_the_new_one()
    {
        Append(1);
        await SeesAsync(1);
        string rotated = Rotate();
        File.AppendAllText(rotated, "{\"n\":2}\n");
        await SeesAsync(1, 2);
        // Whoever writes may not have noticed: until there is a new file, the old one is followed.
        File.AppendAllText(rotated, "{\"n\":3}\n");
        Append(4);
        await SeesAsync(1, 2, 3, 4);
    }

    [Fact]
    public async Task Files_that_came_and_went_between_two_looks_are_read()
    {
        Append(1);
        await SeesAsync(1);
        Append(2);
        Rotate();
        Append(3);
        Rotate();
        Append(4);
        Rotate();
        Append(5);
        await SeesAsync(1, 2, 3, 4, 5);
    }

    [Fact]
    public async Task Truncated_file_is_read_from_its_beginning()
    {
        Append(1, 2, 3);
        await SeesAsync(1, 2, 3);
        File.WriteAllText(Log, "");
        Append(4);
        await SeesAsync(1, 2, 3, 4);
        // It is longer than before at the next look: its beginning tells.
        File.WriteAllText(Log, "");
        Append(5, 6, 7, 8, 9);
        await SeesAsync(1, 2, 3, 4, 5, 6, 7, 8, 9);
        Assert.Contains("was truncated: it is read from its beginning again", _desk.Error);
    }

    [Fact]
    public async Task Head_of_a_TSV_log_may_be_written_in_pieces()
    {
        string text = Samples.ConnTsv(3);
        using var bench = new FileStream(Log, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (int i = 0; i < text.Length; i += 7)
        {
            bench.Write(System.Text.Encoding.UTF8.GetBytes(text[i..Math.Min(i + 7, text.Length)]));
            _bench.Look();
        }

        _bench.LookUntilIdle();
        await _bench.DrainAsync();
        Assert.Equal(Samples.ConnBodies(3), _desk.Bodies);
        Assert.Equal("", _desk.Error);
    }

    [Fact]
    public async Task Restart_goes_on_where_it_was()
    {
        Append(1, 2);
        await SeesAsync(1, 2);
        await _bench.RestartAsync();
        await SeesAsync(1, 2);
        Append(3);
        await SeesAsync(1, 2, 3);
    }

    [Fact]
    public async Task What_was_rotated_while_nobody_looked_is_read_first()
    {
        Append(1);
        await SeesAsync(1);
        await _bench.RestartAsync();
        Append(2);
        Rotate();
        Append(3);
        Rotate();
        Append(4);
        await SeesAsync(1, 2, 3, 4);
    }

    [Fact]
    public async Task Rotated_file_that_is_gone_is_said()
    {
        Append(1);
        await SeesAsync(1);
        await _bench.RestartAsync();
        File.Delete(Rotate());
        // Else it would perhaps get the same inode.
        _desk.File("other", "");
        Append(2);
        await SeesAsync(1, 2);
        Assert.Contains("was rotated since it was read up to byte 8, and the old file is not beside it", _desk.Error);
    }

    [Fact]
    public async Task Compressed_file_is_read_and_over()
    {
        File.WriteAllBytes(Log, Samples.Gzip("{\"n\":1}\n{\"n\":2}\n"));
        await SeesAsync(1, 2);
        Assert.True(_bench.HasEnded);
    }

    [Fact]
    public async Task Crash_loses_nothing()
    {
        Append(1, 2);
        await SeesAsync(1, 2);
        _bench.Tick();
        _bench.Tick();
        Append(3);
        await SeesAsync(1, 2, 3);
        await _bench.CrashAsync();
        Append(4);
        await SeesAsync(1, 2, 3, 3, 4);
    }

    private void Append(params int[] numbers) => File.AppendAllText(Log, string.Concat(numbers.Select(n => $"{{\"n\":{n}}}\n")));

    private string Rotate()
    {
        string rotated = Path.Combine(_desk.Folder, $"n.{Directory.GetFiles(_desk.Folder).Length:0000}.log");
        File.Move(Log, rotated);
        return rotated;
    }

    private async Task SeesAsync(params int[] numbers)
    {
        _bench.LookUntilIdle();
        await _bench.DrainAsync();
        Assert.Equal(numbers.Select(n => $$$"""{"n": {"n":{{{n}}}}}"""), _desk.Bodies);
    }
}
