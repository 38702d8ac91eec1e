using ZeekAmqp.Cli.Stats;

namespace ZeekAmqp.Cli.Tests.Stats;

public class ZeekReadingTests
{
    // As Zeek 8.0 has it.
    internal const string Metrics =
        """
        # HELP zeek_amqp_records_accepted_total records taken for delivery
        # TYPE zeek_amqp_records_accepted_total counter
        zeek_amqp_records_accepted_total{endpoint="zeek",filter="amqp",log="conn"} 100
        zeek_amqp_accepted_bytes_total{endpoint="zeek",filter="amqp",log="conn"} 40000
        zeek_amqp_records_confirmed_total{endpoint="zeek",filter="amqp",log="conn"} 80
        zeek_amqp_records_dropped_total{endpoint="zeek",filter="amqp",log="conn",reason="full"} 3
        zeek_amqp_records_dropped_total{endpoint="zeek",filter="amqp",log="conn",reason="late"} 0
        zeek_amqp_records_in_spool{endpoint="zeek",filter="amqp",log="conn"} 15
        zeek_amqp_records_in_memory{endpoint="zeek",filter="amqp",log="conn"} 5
        zeek_amqp_lag_seconds{endpoint="zeek",filter="amqp",log="conn"} 7
        zeek_amqp_records_accepted_total{endpoint="zeek",filter="(left)",log="dns"} 1
        zeek_amqp_connected{broker="mq1:5672, vhost '/'",endpoint="zeek"} 1
        zeek_amqp_connections{broker="mq1:5672, vhost '/'",endpoint="zeek"} 2
        zeek_amqp_connections_open{broker="mq1:5672, vhost '/'",endpoint="zeek"} 2
        zeek_amqp_connected{broker="left:5672, vhost '/'",endpoint="zeek"} 0
        zeek_amqp_connections{broker="left:5672, vhost '/'",endpoint="zeek"} 0
        zeek_event_handler_invocations_total{endpoint="zeek",name="zeek_init"} 1
        """;

    [Fact]
    public void Numbers_of_each_log_and_broker_are_found()
    {
        var reading = ZeekReading.Read(Metrics);

        LogTotals conn = reading.Logs[new LogKey("conn", "amqp")];
        Assert.Equal((100, 80, 15, 5, 7), (conn[LogCounter.Accepted], conn[LogCounter.Confirmed], conn.InSpool, conn.InMemory, conn.Lag));
        Assert.Equal(new KeyValuePair<string, long>("full", 3), Assert.Single(conn.Dropped));
        // 400 bytes a record.
        Assert.Equal(6000, conn.SpoolBytesAbout);
        Assert.Equal(2, reading.Logs.Count);
        Assert.Equal(new ZeekConnection("mq1:5672, vhost '/'", true, 2, 2), Assert.Single(reading.Connections));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("<html>zeek_amqp_x</html>", false)]
    [InlineData("zeek_amqp_records_accepted_total{log=\"conn\"} -7e300", true)]
    [InlineData("zeek_amqp_lag_seconds{log=\"conn\"} +Inf", true)]
    [InlineData("zeek_amqp_records_in_spool 1", true)]
    public void What_is_no_number_of_a_log_counts_nothing(string text, bool hasMetrics)
    {
        var reading = ZeekReading.Read(text);

        Assert.Equal(hasMetrics, reading.HasMetrics);
        Assert.All(reading.Logs.Values, log => Assert.Equal((0, 0, 0), (log[LogCounter.Accepted], log.Lag, log.InSpool)));
    }
}
