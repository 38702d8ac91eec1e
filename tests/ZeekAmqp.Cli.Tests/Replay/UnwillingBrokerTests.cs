using System.Diagnostics;
using System.IO.Pipelines;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Replay;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>Brokers that are away, silent or without a queue, and users who do not want to wait.</summary>
public class UnwillingBrokerTests
{
    [Fact]
    public async Task Records_without_a_confirm_have_failed()
    {
        using var desk = new Desk { Broker = new FakeBroker { Confirms = false } };

        int status = await desk.RunAsync("replay", "--json", "--max-wait-on-shutdown", "0.3", desk.File("conn.log", Samples.ConnTsv(10)));

        Assert.Equal(1, status);
        Assert.StartsWith("""{"read":10,"published":10,"confirmed":0,"failed":10,"malformed":0,""", desk.Output);
        Assert.Contains("10 records were not confirmed and may be lost", desk.Error);
    }

    [Fact]
    public async Task Records_that_come_back_have_failed()
    {
        using var desk = new Desk { Broker = new FakeBroker { Returns = true } };

        int status = await desk.RunAsync("replay", "--json", desk.File("conn.log", Samples.ConnTsv(10)));

        Assert.Equal(1, status);
        Assert.StartsWith("""{"read":10,"published":10,"confirmed":0,"failed":10,"malformed":0,""", desk.Output);
        Assert.Contains("312 NO_ROUTE", desk.Error);
    }

    [Fact]
    public async Task Nothing_is_published_to_a_broker_that_stays_away()
    {
        using var desk = new Desk { Broker = new FakeBroker { IsAway = true } };

        int status = await desk.RunAsync("replay", "--json", "--max-wait-on-shutdown", "0.3", desk.File("conn.log", Samples.ConnTsv(10)));

        Assert.Equal(1, status);
        Assert.StartsWith("""{"read":10,"published":0,"confirmed":0,"failed":10,"malformed":0,""", desk.Output);
    }

    [Fact]
    public async Task Full_queue_waits_for_a_broker_that_is_away_and_nothing_is_lost()
    {
        const int Records = 20_000;
        using var desk = new Desk { Broker = new FakeBroker { IsAway = true } };
        string file = desk.File("conn.log", Samples.ConnTsv(Records));

        Task<int> replay = Task.Run(() => desk.RunAsync("replay", "--json", "--max-queue-bytes", "1048576", file));
        await Task.Delay(700);
        Assert.False(replay.IsCompleted);
        desk.Broker.IsAway = false;

        Assert.Equal(0, await replay);
        Assert.Equal(Samples.ConnBodies(Records), desk.Bodies);
        Assert.DoesNotContain("lost", desk.Error);
    }

    [Fact]
    public async Task Interruption_stops_the_reading_and_delivers_what_was_read()
    {
        using var desk = new Desk();
        using var interruption = new Interruption();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("{\"n\":1}\n{\"n\":2}\n"u8.ToArray());

        Task<ReplaySummary> replay = Task.Run(() => Run(desk, interruption, pipe.Reader.AsStream()));
        await Until(() => desk.Bodies.Length == 2);
        interruption.Interrupt(2);

        ReplaySummary summary = await replay.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(130, interruption.Status);
        Assert.Equal((2, 2, 0), (summary.Read, summary.Confirmed, summary.Failed));
    }

    [Fact]
    public async Task Second_interruption_ends_the_wait_for_confirms()
    {
        using var desk = new Desk { Broker = new FakeBroker { Confirms = false } };
        using var interruption = new Interruption();

        Task<ReplaySummary> replay = Task.Run(() => Run(desk, interruption, new MemoryStream("{\"n\":1}\n"u8.ToArray())));
        await Until(() => desk.Bodies.Length == 1);
        interruption.Interrupt(2);
        interruption.Interrupt(2);

        ReplaySummary summary = await replay.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((1, 1, 0, 1), (summary.Read, summary.Published, summary.Confirmed, summary.Failed));
    }

    private static Task<ReplaySummary> Run(Desk desk, Interruption interruption, Stream input)
    {
        WriterOptions options = OptionParser.Parse([new RawOption("max_wait_on_shutdown", "60"), new RawOption("spool_dir", "")]);
        var request = new ReplayRequest([new LogInput("pipe", null, () => input)], options, "t", TimeSpan.FromSeconds(60));
        return new ReplayRun(request, desk.Surroundings, interruption).RunAsync();
    }

    private static async Task Until(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "it did not happen within 20 s");
            await Task.Delay(10);
        }
    }
}
