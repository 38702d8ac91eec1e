using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Tests.Spool;

namespace ZeekAmqp.Core.Tests.Pipeline;

public sealed class ShutdownTests : IAsyncDisposable
{
    private readonly FaultyFiles _files = new();
    private readonly Bench _bench;

    public ShutdownTests() => _bench = new Bench { Files = _files };

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_writer_that_ends_during_the_shutdown_costs_no_record_of_another()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        RawOption[] options = [new("spool_dir", "/spool")];
        LogWriter first = _bench.Open(options);
        LogWriter second = _bench.Engine.OpenWriter(new LogSchema("second"), OptionParser.Parse(options));
        Bench.Submit(first, "a");
        await Bench.Until(() => first.Counters.Published == 1, _bench.Tick);
        FakeChannel channel = _bench.Broker.Channels.First(each => each.Bodies.Length == 1);
        Bench.Submit(second, "b");
        await Bench.Until(() => second.Counters.Published == 1, _bench.Tick);
        first.Close();
        second.Close();
        Task<ShutdownOutcome> shutdown = _bench.Engine.ShutdownAsync(TimeSpan.FromSeconds(20));
        channel.Listener.OnConfirmed(1, multiple: false);
        await Bench.Until(() => first.Counters.Confirmed == 1);
        await Task.Delay(50);
        await Bench.Until(() => shutdown.IsCompleted, _bench.Tick);
        Assert.Equal(new ShutdownOutcome(Abandoned: 0, Kept: 1), await shutdown);
        Assert.True(_bench.Broker.IsDisposed);
    }

    [Fact]
    public async Task What_was_published_without_a_confirm_when_its_writer_ended_is_sent_by_the_same_process()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open(new("spool_dir", "/spool"), new("buffer", "disk"), new("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, "a", "b", "c");
        await Bench.Until(() => writer.Counters.Published == 3, _bench.Tick);
        _bench.Broker.Channel.Listener.OnConfirmed(2, multiple: false);
        await Bench.Until(() => writer.Counters.Confirmed == 1, _bench.Tick);
        FakeChannel own = _bench.Broker.Channel;
        writer.Finish();
        Assert.Equal(2, writer.Counters.InSpool);
        _bench.Broker.ConfirmsAtOnce = true;
        writer.Close();
        await Bench.Until(() => _bench.Broker.Channel != own && _bench.Broker.Channel.Bodies.Length == 2, _bench.Tick);
        Assert.Equal(["a", "c"], _bench.Broker.Channel.Bodies);
    }

    [Fact]
    public async Task Shutdown_takes_no_longer_than_it_may_while_leftovers_are_sent()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter before = _bench.Open(new("spool_dir", "/spool"), new("max_wait_on_shutdown", "0"));
        Bench.Submit(before, "a");
        before.Finish();
        before.Close();
        await _bench.EndProcessAsync();

        _bench.Broker.Refusal = null;
        _bench.Broker.ConfirmsAtOnce = false;
        _bench.Broker.DisposeHang = new TaskCompletionSource();
        LogWriter writer = _bench.Open(new RawOption("spool_dir", "/spool"));
        await Bench.Until(() => _bench.Broker.AllBodies.Length == 1, _bench.Tick);
        Bench.Submit(writer, "b");
        await Bench.Until(() => writer.Counters.Published == 1, _bench.Tick);
        FakeChannel channel = _bench.Broker.Channels.First(each => each.Bodies is ["b"]);
        DateTimeOffset started = _bench.Time.GetUtcNow();
        Task<ShutdownOutcome> shutdown = _bench.Engine.ShutdownAsync(TimeSpan.FromSeconds(40));
        for (int i = 0; i < 16; i++)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        // Just in time.
        channel.Listener.OnConfirmed(1, multiple: false);
        await Bench.Until(() => writer.Counters.Confirmed == 1);
        // The clock stops at the latest moment: on a busy machine it would run away from those who look at it.
        TimeSpan Gone() => _bench.Time.GetUtcNow() - started;
        await Bench.Until(() => shutdown.IsCompleted, () => _bench.Time.Advance(TimeSpan.FromSeconds(Gone().TotalSeconds < 42 ? 1 : 0)));
        Assert.InRange(Gone().TotalSeconds, 16, 42);
        _bench.Broker.DisposeHang.SetResult();
    }

    [Fact]
    public async Task A_disk_that_hangs_keeps_no_connection_open_at_the_end()
    {
        using var release = new ManualResetEventSlim();
        _files.Fault = operation =>
        {
            if (operation.Kind == "write" && operation.Path.EndsWith(".segment", StringComparison.Ordinal))
                release.Wait();
            return null;
        };
        try
        {
            LogWriter writer = _bench.Open(new("spool_dir", "/spool"), new("buffer", "disk"));
            Bench.Submit(writer, "a");
            Task<ShutdownOutcome> shutdown = Task.Run(() => _bench.Engine.ShutdownAsync(TimeSpan.FromSeconds(4)));
            await Bench.Until(() => shutdown.IsCompleted, _bench.Tick);
            Assert.True(_bench.Broker.IsDisposed);
            // Nobody knows whether the disk will have it.
            Assert.Equal(1, (await shutdown).Abandoned);
        }
        finally
        {
            release.Set();
        }
    }
}
