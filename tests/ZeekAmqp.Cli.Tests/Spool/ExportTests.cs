using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Tests.Spool;

public class ExportTests
{
    [Fact]
    public async Task What_waits_is_written_one_record_a_line_and_nothing_changes()
    {
        using LeftSpool spool = new LeftSpool().Conn(4, confirmed: 2).Leave();
        string[] before = spool.Contents();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "export", spool.Root));
        Assert.Equal(Lines(3, 4), desk.Output);
        Assert.Equal("zeek-amqp: 2 records of 1 log exported; all could be read\n", desk.Error);
        Assert.Equal(before, spool.Contents());
    }

    [Fact]
    public async Task What_was_sent_is_written_if_asked_for()
    {
        using LeftSpool spool = new LeftSpool().Conn(4, confirmed: 2).Leave();
        using var desk = new Desk();
        Assert.Equal(0, await desk.RunAsync("spool", "export", "--all", spool.Root));
        Assert.Equal(Lines(1, 2, 3, 4), desk.Output);
    }

    [Fact]
    public async Task Batches_are_decompressed_and_taken_apart()
    {
        using var spool = new LeftSpool();
        using (SpoolStore store = spool.Store(LeftSpool.Route))
            store.Append([LeftSpool.Batch(1), LeftSpool.Message(LeftSpool.Body(3), 3)], out _);
        spool.Leave();
        using var desk = new Desk();
        Assert.Equal(0, await desk.RunAsync("spool", "export", spool.Root));
        Assert.Equal(Lines(1, 2, 3), desk.Output);
    }

    [Fact]
    public async Task A_schema_is_shown_and_right_but_is_no_record_to_export()
    {
        using var spool = new LeftSpool();
        using (SpoolStore store = spool.Store(LeftSpool.Route))
            store.Append([LeftSpool.Message("{\"$schema\":\"x\"}", 1, form: BodyForm.Schema), LeftSpool.Message(LeftSpool.Body(1), 2)], out _);
        spool.Leave();
        using var exporting = new Desk();
        Assert.Equal(0, await exporting.RunAsync("spool", "export", spool.Root));
        Assert.Equal(Lines(1), exporting.Output);
        using var showing = new Desk();
        Assert.Equal(0, await showing.RunAsync("spool", "show", spool.Root));
        Assert.Contains("  schema       1  {\"$schema\":\"x\"}", showing.Output);
        using var verifying = new Desk();
        Assert.Equal(0, await verifying.RunAsync("spool", "verify", spool.Root));
    }

    [Fact]
    public async Task Of_a_damaged_segment_the_rest_is_saved_and_the_bytes_are_counted()
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        LeftSpool.Flip(spool.Segments[0], LeftSpool.OffsetOf(2) + 50);
        using var desk = new Desk();
        Assert.Equal(1, await desk.RunAsync("spool", "export", spool.Root));
        Assert.Equal(Lines(1, 3, 4), desk.Output);
        Assert.Contains("3 records of 1 log exported; 60 bytes could not be read", desk.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Values_for_names_are_not_exported_even_if_the_route_is_lost(bool isLost)
    {
        using var spool = new LeftSpool();
        var target = new PublishTarget("zeek", "{field:proto}.{field:service}", "");
        using (SpoolStore store = spool.Store(LeftSpool.Route with { Target = target }))
        {
            store.Append([LeftSpool.Message("\u0003tcp\u0004http" + LeftSpool.Body(1), 1)], out _);
            // A value as long as the code of a brace.
            store.Append([LeftSpool.Message("{" + new string('x', '{') + "\u0000" + LeftSpool.Body(2), 2)], out _);
        }

        spool.Leave();
        if (isLost)
            File.Delete(Path.Combine(spool.Lane, "route"));
        using var desk = new Desk();
        Assert.Equal(isLost ? 1 : 0, await desk.RunAsync("spool", "export", spool.Root));
        Assert.Equal(Lines(1, 2), desk.Output);
    }

    [Fact]
    public async Task A_file_is_made_for_its_owner_only_and_the_summary_is_on_standard_output()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        using var desk = new Desk();
        string file = Path.Combine(spool.Root, "saved.ndjson");

        Assert.Equal(0, await desk.RunAsync("spool", "export", "--json", "--output", file, spool.Process));
        Assert.Equal(Lines(1, 2), File.ReadAllText(file));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal("""{"records":2,"logs":1,"unreadable_bytes":0,"lost":0,"problems":[]}""" + "\n", desk.Output);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        using var desk = new Desk();
        string file = desk.File("saved.ndjson", "mine");

        Assert.Equal(2, await desk.RunAsync("spool", "export", "--output", file, spool.Root));
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Contains("it is there already; name another, or remove it", desk.Error);
    }

    [Fact]
    public async Task What_was_exported_can_be_replayed_as_it_is()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        using var desk = new Desk();
        string file = Path.Combine(spool.Root, "saved.ndjson");
        Assert.Equal(0, await desk.RunAsync("spool", "export", "--output", file, spool.Process));
        Assert.Equal(0, await desk.RunAsync("replay", "--tag-json", "F", file));
        Assert.Equal(LeftSpool.Bodies(1, 2), desk.Bodies);
    }

    private static string Lines(params int[] numbers) => string.Concat(LeftSpool.Bodies(numbers).Select(body => body + "\n"));
}
