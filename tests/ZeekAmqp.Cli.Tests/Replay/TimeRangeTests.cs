using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>Records of a span of time only.</summary>
public class TimeRangeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_records_of_the_span_are_sent_and_the_others_counted(bool isJson)
    {
        using var desk = new Desk();
        string file = desk.File("conn.log", isJson ? Samples.ConnJson(10) : Samples.ConnTsv(10));

        int status = await desk.RunAsync("replay", "--json", "--since", "1700000002.25", "--until", "1700000005.25", file);

        Assert.Equal(0, status);
        Assert.Equal(Samples.ConnBodies(10)[2..5], desk.Bodies);
        Assert.StartsWith("""{"read":3,"published":3,"confirmed":3,"failed":0,"malformed":0,"skipped":7,"resumed":0,""", desk.Output);
    }

    [Fact]
    public async Task Records_without_a_time_are_sent()
    {
        using var desk = new Desk();
        string tsv = desk.File("a.log", Samples.Head("a", "n\tts", "count\ttime") + "1\t-\n2\t5\n3\t1\n");
        string none = desk.File("b.log", Samples.Head("b", "ts", "count") + "1\n");
        string json = desk.File("c.log", """{"n":1}""" + "\n" + """{"ts":null}""" + "\n" + """{"ts":{"ts":1}}""" + "\n");

        Assert.Equal(0, await desk.RunAsync("replay", "--since", "3", tsv, none, json));
        Assert.Equal(
            ["""{"a": {"n":1}}""", """{"a": {"n":2,"ts":5.0}}""", """{"b": {"ts":1}}""", """{"c": {"n":1}}""", """{"c": {"ts":null}}""", """{"c": {"ts":{"ts":1}}}"""],
            desk.Bodies.Order());
    }

    [Theory]
    [InlineData("1769860800.5", true)]
    [InlineData("1769860799.5", false)]
    [InlineData("1769860800500", true)]
    [InlineData("1769860799500", false)]
    [InlineData("\"2026-01-31T12:00:00.500000Z\"", true)]
    [InlineData("\"2026-01-31T11:59:59.500000Z\"", false)]
    [InlineData("\"2026-01-31T12:00:00\"", true)]
    [InlineData("\"2026-01-31T11:59:59\"", false)]
    [InlineData("\"2026-01-31T12:59:59+01:00\"", false)]
    public async Task Times_in_JSON_may_have_any_form_that_Zeek_writes(string time, bool isSent)
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("replay", "--since", "2026-01-31T12:00Z", desk.File("a.log", $"{{\"ts\":{time}}}\n")));
        Assert.Equal(isSent ? 1 : 0, desk.Bodies.Length);
    }

    [Fact]
    public async Task Another_field_may_say_the_time()
    {
        using var desk = new Desk();
        string json = desk.File("a.log", """{"ts":1,"_write_ts":9}""" + "\n" + """{"ts":9,"_write_ts":1}""" + "\n");

        Assert.Equal(0, await desk.RunAsync("replay", "--since", "5", "--time-field", "_write_ts", json));
        Assert.Equal(["""{"a": {"ts":1,"_write_ts":9}}"""], desk.Bodies);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Only_records_of_the_filter_are_sent_and_the_others_counted(bool isJson, bool isTagged)
    {
        using var desk = new Desk();
        string file = desk.File("conn.log", isJson ? Samples.ConnJson(10) : Samples.ConnTsv(10));

        int status = await desk.RunAsync(
            "replay", "--json", "--filter", "_path == \"conn\" && id.orig_p >= 1030 && !service", "--tag-json", isTagged ? "T" : "F", file);

        Assert.Equal(0, status);
        Assert.Equal(isTagged ? Samples.ConnBodies(10)[6..] : Enumerable.Range(6, 4).Select(Samples.ConnRecord), desk.Bodies);
        Assert.StartsWith("""{"read":4,"published":4,"confirmed":4,"failed":0,"malformed":0,"skipped":6,"resumed":0,""", desk.Output);
    }

    [Theory]
    [InlineData("--filter, column 3: ", "--filter", "n = 1")]
    [InlineData("--until 'soon' is no time", "--until", "soon")]
    [InlineData("--since is not before --until", "--since", "5", "--until", "5")]
    public async Task Wrong_time_is_wrong_usage(string message, params string[] flags)
    {
        using var desk = new Desk();

        Assert.Equal(2, await desk.RunAsync(["replay", desk.File("conn.log", Samples.ConnTsv(1)), .. flags]));
        Assert.Contains(message, desk.Error);
        Assert.Empty(desk.Bodies);
    }
}
