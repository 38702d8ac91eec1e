using System.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A peer that is there and says nothing, or asks to pause.</summary>
[Collection(BrokerCollection.Name)]
public sealed class StuckPeerTests(BrokerFixture broker)
{
    [Fact]
    public async Task A_host_that_says_nothing_is_given_up_in_time_and_the_next_one_taken()
    {
        using var stuck = new Tarpit(broker.Host, broker.Port) { IsStuck = true };
        // In one of these orders the stuck one is first.
        for (int i = 0; i < 3; i++)
        {
            await using var test = new TestWriter(new RawOption("hostname", $"127.0.0.1:{stuck.Port},{broker.Host}:{broker.Port}"));
            await test.DeliverAsync(1);
            await test.UntilToldAsync($"connected to {broker.Host}:{broker.Port}");
        }

        await using var alone = new TestWriter(new RawOption("hostname", $"127.0.0.1:{stuck.Port}"));
        string told = await alone.UntilToldAsync("cannot connect");
        Assert.True(told.Contains("no answer in time", StringComparison.Ordinal), told);
        stuck.IsStuck = false;
        await alone.DeliverAsync(1);
    }

    [Fact]
    public async Task A_connection_whose_peer_is_stuck_closes_in_time()
    {
        using var way = new Tarpit(broker.Host, broker.Port);
        BrokerOptions options = OptionParser.Parse([new("hostname", $"127.0.0.1:{way.Port}")]).Broker;
        BrokerLink link = await Handshake.OpenAsync(options, "test", avoid: null, _ => { }, CancellationToken.None);
        way.IsStuck = true;
        long began = Stopwatch.GetTimestamp();
        await link.CloseAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Handshake.CloseTimeout * 2 + TimeSpan.FromSeconds(2));
        Assert.False(link.Connection.IsOpen);
    }

    [Fact]
    public async Task A_broker_that_asks_to_pause_is_told_and_what_waited_is_delivered_afterwards()
    {
        await using var test = new TestWriter(broker);
        await test.DeliverAsync(1);
        await broker.CtlAsync("set_vm_memory_high_watermark", "0.000001");
        try
        {
            test.Submit(2, 1);
            await test.UntilToldAsync("asks to pause: low on memory");
            test.Submit(3, 10);
        }
        finally
        {
            await broker.CtlAsync("set_vm_memory_high_watermark", "0.4");
        }

        await test.UntilToldAsync("takes records again");
        await test.DeliverAsync(13);
    }
}
