using ZeekAmqp.Cli.Replay;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Replay;

public class ProgressLineTests
{
    [Fact]
    public void Line_tells_records_bytes_rate_and_the_time_left()
    {
        var line = new ProgressLine(totalBytes: 4000);
        ReadCounters counters = Counters(records: 5000, bytes: 2_500_000, fileBytes: 1000);

        Assert.Equal(
            "[######------------------]  25%  5,000 records  2.5 MB  500/s  0:30 left",
            line.Format(counters, outstanding: 7, TimeSpan.FromSeconds(10), width: 100));
    }

    [Fact]
    public void Line_tells_what_is_waited_for_at_the_end() =>
        Assert.EndsWith("waiting for 7 confirms", new ProgressLine(1).Format(Counters(1, 1, 1), 7, TimeSpan.FromSeconds(1), 200));

    [Fact]
    public void Line_has_neither_bar_nor_end_where_the_size_is_unknown() =>
        Assert.Equal("10 records  50 B  5/s", new ProgressLine(null).Format(Counters(10, 50, 50), 0, TimeSpan.FromSeconds(2), 100));

    [Fact]
    public void Line_fits_into_the_terminal() =>
        Assert.Equal("10 rec", new ProgressLine(null).Format(Counters(10, 50, 50), 0, TimeSpan.FromSeconds(2), 6));

    [Fact]
    public void Message_replaces_the_line_and_the_line_follows_it()
    {
        var error = new StringWriter();
        var area = new MessageArea(error, isTerminal: true);

        area.ShowLine("50%");
        area.Write("trouble");
        area.ShowLine("");

        Assert.Equal("\r\u001b[2K50%\r\u001b[2Kzeek-amqp: trouble\n50%\r\u001b[2K", error.ToString());
    }

    [Fact]
    public async Task Progress_is_shown_on_a_terminal_and_taken_away_at_the_end()
    {
        using var desk = new Desk { IsTerminal = true, Broker = new FakeBroker { Confirms = false } };

        await desk.RunAsync("replay", "--max-wait-on-shutdown", "0.5", desk.File("conn.log", Samples.ConnTsv(3)));

        Assert.Contains("100%  3 records", desk.Error);
        Assert.EndsWith("\r\u001b[2K", desk.Error);
    }

    [Fact]
    public async Task Nothing_is_drawn_on_a_terminal_that_obeys_no_commands()
    {
        using var desk = new Desk { IsTerminal = true, Broker = new FakeBroker { Confirms = false } };
        desk.Variables["TERM"] = "dumb";

        await desk.RunAsync("replay", "--max-wait-on-shutdown", "0.5", desk.File("conn.log", Samples.ConnTsv(3)));

        Assert.Contains("3 records were not confirmed", desk.Error);
        Assert.DoesNotContain('\u001b', desk.Error);
        Assert.DoesNotContain("100%", desk.Error);
    }

    private static ReadCounters Counters(int records, int bytes, int fileBytes)
    {
        var counters = new ReadCounters();
        for (int i = 0; i < records; i++)
            counters.AddRecord();
        counters.AddBytes(bytes);
        counters.AddFileBytes(fileBytes);
        return counters;
    }

    [Fact]
    public void Message_cannot_command_the_terminal()
    {
        var error = new StringWriter();

        new MessageArea(error, isTerminal: true).Write("cannot open 'a\u001b[2J\u009b\n.log'");

        Assert.Equal("zeek-amqp: cannot open 'a\\x1b[2J\\x9b\\x0a.log'\n", error.ToString());
    }
}
