using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Replay;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Replay;

public class PaceTests
{
    private readonly FakeTimeProvider _clock = new();
    private int _passed;

    [Fact]
    public async Task So_many_records_a_second_pass_and_evenly()
    {
        using var stop = new CancellationTokenSource();
        Task sender = Send(PaceText.Parse("1000", _clock), _ => double.NaN, stop.Token);

        for (int i = 1; i <= 100; i++)
        {
            await StopsAt(Math.Max(1, (i - 1) * 10), within: 25);
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await StopsAt(1000, within: 25);
        await End(stop, sender);
    }

    [Fact]
    public async Task Pause_is_not_followed_by_a_flood()
    {
        using var stop = new CancellationTokenSource();
        IPace pace = PaceText.Parse("100", _clock);
        _clock.Advance(TimeSpan.FromHours(1));
        Task sender = Send(pace, _ => double.NaN, stop.Token);

        await StopsAt(3, within: 2);
        await End(stop, sender);
    }

    [Fact]
    public async Task Records_keep_their_distances_divided_by_the_factor()
    {
        using var stop = new CancellationTokenSource();
        // Ten seconds apart; the fourth is older, the fifth does not say.
        double[] times = [100, 110, 120, 90, double.NaN, 130, 140];
        Task sender = Send(PaceText.Parse("2x", _clock), i => i < times.Length ? times[i] : 1e6, stop.Token);

        foreach (int passed in (int[])[1, 2, 5, 6, 7])
        {
            await StopsAt(passed, within: 0);
            _clock.Advance(TimeSpan.FromSeconds(4.9));
            await StopsAt(passed, within: 0);
            _clock.Advance(TimeSpan.FromSeconds(0.1));
        }

        await End(stop, sender);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0")]
    [InlineData("0x")]
    [InlineData("-5")]
    [InlineData("fast")]
    [InlineData("2 x")]
    public void Other_rates_are_refused_with_what_is_allowed(string text) =>
        Assert.StartsWith(
            $"--rate '{text}' is no rate; allowed: records a second like 5000",
            Assert.Throws<UsageException>(() => PaceText.Parse(text, _clock)).Message);

    [Fact]
    public async Task All_records_arrive_at_a_rate()
    {
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("replay", "--rate", "500", desk.File("conn.log", Samples.ConnTsv(50))));
        Assert.Equal(0, await desk.RunAsync("replay", "--rate", "100x", desk.File("conn.log", Samples.ConnTsv(20))));
        Assert.Equal([.. Samples.ConnBodies(50), .. Samples.ConnBodies(20)], desk.Bodies);
    }

    private Task Send(IPace pace, Func<int, double> timeOf, CancellationToken stop) => Task.Factory.StartNew(
        () =>
        {
            while (true)
            {
                pace.Wait(timeOf(_passed), stop);
                Interlocked.Increment(ref _passed);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private async Task StopsAt(int expected, int within)
    {
        for (int i = 0; i < 4000 && Volatile.Read(ref _passed) < expected - within; i++)
            await Task.Delay(5);
        // Until it stands still.
        int seen = -1;
        for (int same = 0; same < 5; same = Volatile.Read(ref _passed) == seen ? same + 1 : 0)
        {
            seen = Volatile.Read(ref _passed);
            await Task.Delay(5);
        }

        Assert.InRange(seen, expected - within, expected + within);
    }

    private static async Task End(CancellationTokenSource stop, Task sender)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender);
    }
}
