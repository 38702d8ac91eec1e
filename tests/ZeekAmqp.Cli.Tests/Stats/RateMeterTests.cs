using ZeekAmqp.Cli.Stats;

namespace ZeekAmqp.Cli.Tests.Stats;

public class RateMeterTests
{
    private static readonly LogKey Conn = new("conn", "default");
    private static readonly LogKey Dns = new("dns", "default");

    [Fact]
    public void Rate_is_the_growth_over_the_time_between_two_readings()
    {
        var meter = new RateMeter();

        Assert.Null(meter.Next(Logs((Conn, 100, 1)), TimeSpan.FromSeconds(10)));
        LogRates rates = meter.Next(Logs((Conn, 150, 5)), TimeSpan.FromSeconds(12))![Conn];

        Assert.Equal((25, 2), (rates[LogCounter.Accepted], rates.Dropped));
    }

    [Fact]
    public void Restart_of_Zeek_gives_no_negative_rate()
    {
        var meter = new RateMeter();
        meter.Next(Logs((Conn, 1000, 9)), TimeSpan.FromSeconds(1));

        LogRates rates = meter.Next(Logs((Conn, 30, 1)), TimeSpan.FromSeconds(2))![Conn];

        Assert.Equal((30, 1), (rates[LogCounter.Accepted], rates.Dropped));
    }

    [Fact]
    public void Log_that_appears_has_counted_from_zero_and_one_that_goes_is_forgotten()
    {
        var meter = new RateMeter();
        meter.Next(Logs((Conn, 1000, 0)), TimeSpan.FromSeconds(1));

        IReadOnlyDictionary<LogKey, LogRates> rates = meter.Next(Logs((Dns, 40, 0)), TimeSpan.FromSeconds(2))!;
        LogRates again = meter.Next(Logs((Conn, 10, 0)), TimeSpan.FromSeconds(3))![Conn];

        Assert.Equal([Dns], rates.Keys);
        Assert.Equal((40, 10), (rates[Dns][LogCounter.Accepted], again[LogCounter.Accepted]));
    }

    [Fact]
    public void Two_readings_at_the_same_moment_give_no_rate()
    {
        var meter = new RateMeter();
        meter.Next(Logs((Conn, 1, 0)), TimeSpan.FromSeconds(1));

        Assert.Null(meter.Next(Logs((Conn, 2, 0)), TimeSpan.FromSeconds(1)));
    }

    private static Dictionary<LogKey, LogTotals> Logs(params (LogKey Key, long Accepted, long Dropped)[] logs) =>
        logs.ToDictionary(
            log => log.Key,
            log => new LogTotals { [LogCounter.Accepted] = log.Accepted, Dropped = { ["full"] = log.Dropped } });
}
