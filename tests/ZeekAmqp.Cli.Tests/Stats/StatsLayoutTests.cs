using ZeekAmqp.Cli.Management;
using ZeekAmqp.Cli.Stats;

namespace ZeekAmqp.Cli.Tests.Stats;

public class StatsLayoutTests
{
    [Fact]
    public void At_80_columns_the_view_is_this() => Assert.Equal(
        """
        Zeek http://localhost:9991  connected to mq1:5672, vhost '/' (2 of 2)
        log       accepted/s  confirmed/s     lag  in memory   in spool  dropped
        conn           1,234        1,230   2 min         12    123,456    1,003
        dns              0.5            0     0 s          0          0        0
        all            1,234        1,230   2 min         12    123,456    1,003
        dropped since Zeek's start: conn 1,000 full, 3 late

        RabbitMQ 3.10.8 http://localhost:15672
        disk alarm at rabbit@mq1: publishers are blocked
        published 1,230/s
        queue      messages      ready   unacked     in/s    out/s  consumers
        events    1,234,567  1,234,560         7    1,230      0.5          1
        """.ReplaceLineEndings("\n"),
        Draw(80));

    [Fact]
    public void At_60_columns_heads_are_short_and_nothing_is_lost()
    {
        string[] lines = Draw(60).Split('\n');

        Assert.Equal("log        acc/s  conf/s     lag  memory   spool  dropped", lines[1]);
        Assert.Equal("conn       1,234   1,230   2 min      12    123k    1,003", lines[2]);
        Assert.Contains("events      1.2M       7    1,230      0.5       1", lines);
    }

    [Fact]
    public void At_200_columns_there_are_bytes_messages_and_retries()
    {
        string[] lines = Draw(200).Split('\n');

        Assert.Equal("log       accepted/s   bytes/s  confirmed/s     lag  in memory   in spool  spool bytes  dropped  messages/s   retried", lines[1]);
        Assert.Equal("conn           1,234   50.0 kB        1,230   2 min         12    123,456     ~12.3 MB    1,003           0         0", lines[2]);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(119)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal(int width) =>
        Assert.All(Draw(width).Split('\n'), line => Assert.True(Cells.WidthOf(line) <= width, line));

    [Fact]
    public void Colours_are_codes_around_texts_only_where_asked_for()
    {
        string plain = Draw(80);
        string coloured = Draw(80, hasColours: true);

        Assert.DoesNotContain('\u001b', plain);
        Assert.Contains("\u001b[1;31m  1,003\u001b[0m", coloured);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9;]*m", "").Replace(" \n", "\n"));
    }

    [Fact]
    public void Names_cannot_command_the_terminal()
    {
        StatsSnapshot snapshot = Snapshot() with { Logs = [Row("a\u001b[2Jb\u009b\u202e", 1, 1)] };

        Assert.Contains("a.[2Jb..", Draw(80, snapshot: snapshot));
    }

    [Fact]
    public void Source_in_trouble_is_told_in_its_place_and_the_other_is_shown()
    {
        StatsSnapshot noZeek = Snapshot() with { Nodes = [new ZeekState("p", "cannot read Zeek at p: Connection refused", [], [])], Logs = [] };
        StatsSnapshot noBroker = Snapshot() with { Broker = new BrokerState { Place = "b", Trouble = "cannot reach the management API at b: Connection refused" } };

        Assert.StartsWith("cannot read Zeek at p: Connection refused\n\nRabbitMQ 3.10.8", Draw(80, snapshot: noZeek));
        Assert.EndsWith("\n\ncannot reach the management API at b: Connection refused", Draw(80, snapshot: noBroker));
    }

    [Fact]
    public void Nodes_are_shown_apart_where_asked_for()
    {
        StatsSnapshot snapshot = Snapshot();
        ZeekState first = snapshot.Nodes[0] with { Logs = [Row("conn", 1, 1)] };
        ZeekState second = first with { Place = "http://zeek2:9991", Logs = [Row("conn", 2, 2)] };

        string[] lines = [.. new StatsLayout(80).Lines(snapshot with { Nodes = [first, second] }, isPerNode: true).Select(line => line.Format(80, hasColours: false))];

        Assert.Equal(2, lines.Count(line => line.StartsWith("conn ", StringComparison.Ordinal)));
        Assert.StartsWith("Zeek http://zeek2:9991", lines[3]);
    }

    [Fact]
    public void Logs_of_several_nodes_are_added_up()
    {
        LogRow sum = Assert.Single(StatsSnapshot.Sum([Row("conn", 1, 2, node: "a"), Row("conn", 10, 20, node: "b")]));

        Assert.Equal((11, 22), (sum.Rates![LogCounter.Accepted], sum.Rates[LogCounter.Confirmed]));
        Assert.Equal("", sum.Node);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(999_960, "1.0 MB")]
    [InlineData(123_456_789, "123 MB")]
    public void Bytes_are_short(long bytes, string text) => Assert.Equal(text, Quantity.Bytes(bytes));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(119, "119 s")]
    [InlineData(3600, "60 min")]
    [InlineData(86400, "24 h")]
    [InlineData(864000, "10 d")]
    public void Ages_are_short(double seconds, string text) => Assert.Equal(text, Quantity.Age(seconds));

    internal static StatsSnapshot Snapshot()
    {
        LogRow conn = Row("conn", 1234, 1230);
        conn.Totals[LogCounter.Accepted] = 1000;
        conn.Totals[LogCounter.AcceptedBytes] = 100_000;
        conn.Totals.InMemory = 12;
        conn.Totals.InSpool = 123_456;
        conn.Totals.Lag = 130;
        conn.Totals.Dropped["late"] = 3;
        conn.Totals.Dropped["full"] = 1000;
        conn.Rates![LogCounter.AcceptedBytes] = 50_000;
        conn.Rates.Dropped = 1;
        return new StatsSnapshot(
            new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero),
            [new ZeekState("http://localhost:9991", null, [new ZeekConnection("mq1:5672, vhost '/'", true, 2, 2)], [])],
            [conn, Row("dns", 0.5, 0)],
            new BrokerState
            {
                Place = "http://localhost:15672",
                Overview = new BrokerOverview { Version = "3.10.8", ErlangVersion = "25", ClusterName = "c", Node = "rabbit@mq1", PublishRate = 1230 },
                Nodes = [new NodeState { Name = "rabbit@mq1", IsRunning = true, HasDiskAlarm = true }],
                Queues =
                [
                    new QueueState
                    {
                        Name = "events", VirtualHost = "/", Type = "classic", Messages = 1_234_567, Ready = 1_234_560, Unacknowledged = 7, Consumers = 1,
                        PublishRate = 1230, DeliverRate = 0.5,
                    },
                ],
            });
    }

    private static LogRow Row(string log, double accepted, double confirmed, string node = "") => new(
        new LogKey(log, "amqp"), node, new LogTotals(), new LogRates { [LogCounter.Accepted] = accepted, [LogCounter.Confirmed] = confirmed });

    private static string Draw(int width, bool hasColours = false, StatsSnapshot? snapshot = null) =>
        string.Join('\n', new StatsLayout(width).Lines(snapshot ?? Snapshot(), isPerNode: false).Select(line => line.Format(width, hasColours)));
}
