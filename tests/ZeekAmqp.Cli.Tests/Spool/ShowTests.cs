using System.Globalization;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Tests.Spool;

public class ShowTests
{
    [Fact]
    public async Task Each_message_is_shown_with_its_place_number_and_beginning()
    {
        using LeftSpool spool = new LeftSpool().Conn(2, confirmed: 1).Leave();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "show", spool.Root));

        Assert.Contains($"{spool.Lane}: log conn, to exchange 'zeek', routing key 'conn', queue 'queue'; left: no process uses it", desk.Output);
        Assert.Contains($"ids {LeftSpool.Instance}-ID; sent up to record 1", desk.Output);
        Assert.Matches($"""(?m)^ +24  2023-11-14T22:13:21Z +20 +1  record +1  \(sent\) \{LeftSpool.Body(1)}$""", desk.Output);
        Assert.Matches($"""(?m)^ +{LeftSpool.OffsetOf(2)}  2023-11-14T22:13:22Z +20 +1  record +2  \{LeftSpool.Body(2)}$""", desk.Output);
    }

    [Fact]
    public async Task No_more_than_the_limit_is_shown()
    {
        using LeftSpool spool = new LeftSpool().Conn(5).Leave();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "show", "--limit", "2", spool.Root));
        Assert.Contains(LeftSpool.Body(2), desk.Output);
        Assert.DoesNotContain(LeftSpool.Body(3), desk.Output);
        Assert.EndsWith("  there is more; --limit 2 was asked for\n", desk.Output);
    }

    [Fact]
    public async Task Records_of_a_compressed_batch_are_shown_each()
    {
        using var spool = new LeftSpool();
        using (SpoolStore store = spool.Store(LeftSpool.Route))
            store.Append([LeftSpool.Batch(1)], out _);
        spool.Leave();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "show", "--records", spool.Root));
        Assert.Matches($"""(?m) 2  gzip +1  \{LeftSpool.Body(1)}$""", desk.Output);
        Assert.Contains($"\n      {LeftSpool.Body(1)}\n      {LeftSpool.Body(2)}\n", desk.Output);
    }

    [Fact]
    public async Task Json_has_ids_and_bodies()
    {
        using LeftSpool spool = new LeftSpool().Conn(1).Leave();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "show", "--json", spool.Segments[0]));
        string[] lines = desk.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("""{"kind":"segment","path":""", lines[0]);
        Assert.StartsWith($$"""{"kind":"message","offset":24,"ordinal":1,"message_id":"{{LeftSpool.Instance}}-1","time":"2023-11-14T22:13:21Z","bytes":20,"records":1,"form":"record","sent":false,""", lines[1]);
        Assert.EndsWith(""","body":"{\"conn\": {\"n\":1001}}"}""", lines[1]);
    }

    [Theory]
    [InlineData(0, "no record begins here")]
    [InlineData(4, "the record's checksum is wrong")]
    [InlineData(11, "and the file has")]
    [InlineData(16, "the record's checksum is wrong")]
    [InlineData(45, "the record's checksum is wrong")]
    public async Task A_damaged_place_is_shown_with_why_and_what_is_behind_it_too(int offset, string why)
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        LeftSpool.Flip(spool.Segments[0], LeftSpool.OffsetOf(2) + offset);
        using var desk = new Desk();

        Assert.Equal(1, await desk.RunAsync("spool", "show", spool.Root));
        string place = LeftSpool.OffsetOf(2).ToString(CultureInfo.InvariantCulture);
        Assert.Matches($"(?m)^ +{place}  damaged: 60 bytes, .*{why}.*; 1 record lost$", desk.Output);
        Assert.DoesNotContain(LeftSpool.Body(2), desk.Output);
        Assert.Contains(LeftSpool.Body(1), desk.Output);
        Assert.Contains(LeftSpool.Body(3), desk.Output);
        Assert.Contains(LeftSpool.Body(4), desk.Output);
    }

    [Fact]
    public async Task A_torn_tail_is_cut_off_and_no_damage()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        LeftSpool.CutOff(spool.Segments[0], 5);
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "show", spool.Root));
        Assert.Contains("cut off: 55 bytes", desk.Output);
    }

    [Fact]
    public async Task A_torn_tail_of_a_folder_in_use_is_being_written()
    {
        using LeftSpool spool = new LeftSpool().Conn(2);
        LeftSpool.CutOff(spool.Segments[0], 5);
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "show", spool.Root));
        Assert.Contains("being written: 55 bytes", desk.Output);
    }

    [Fact]
    public async Task A_symbolic_link_to_a_segment_is_followed_and_one_that_leads_nowhere_is_said()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        string elsewhere = Path.Combine(spool.Root, "elsewhere");
        File.Move(spool.Segments[0], elsewhere);
        string link = Path.Combine(spool.Lane, "00000000000000000001.segment");
        File.CreateSymbolicLink(link, elsewhere);
        using var desk = new Desk();
        Assert.Equal(0, await desk.RunAsync("spool", "show", spool.Process));
        Assert.Contains(LeftSpool.Body(2), desk.Output);

        File.Delete(elsewhere);
        using var again = new Desk();
        Assert.Equal(1, await again.RunAsync("spool", "show", spool.Process));
        Assert.Contains($"problem: {link}: it is not there", again.Output);
    }

    [Fact]
    public async Task A_file_that_is_no_segment_is_wrong_usage()
    {
        using var desk = new Desk();
        string file = desk.File("conn.log", "this is a log");
        Assert.Equal(2, await desk.RunAsync("spool", "show", file));
        Assert.Equal($"zeek-amqp: '{file}' is no segment of a spool: it does not begin as one does\n", desk.Error);
    }

    [Fact]
    public async Task Routing_keys_of_records_are_shown()
    {
        using var spool = new LeftSpool();
        var target = new ZeekAmqp.Core.Options.PublishTarget("zeek", "conn.{field:proto}", "");
        using (SpoolStore store = spool.Store(LeftSpool.Route with { Target = target }))
            store.Append([LeftSpool.Message("\u0003tcp" + LeftSpool.Body(1), 1)], out _);
        spool.Leave();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "show", spool.Root));
        Assert.Contains($"[zeek conn.tcp] {LeftSpool.Body(1)}", desk.Output);
    }
}
