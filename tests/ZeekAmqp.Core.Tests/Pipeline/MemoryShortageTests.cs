using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Tests.Spool;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>Memory is short, and the disk has room.</summary>
public sealed class MemoryShortageTests : IAsyncDisposable
{
    private readonly Bench _bench = new() { Files = new FaultyFiles() };

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("disk")]
    [InlineData("memory")]
    public async Task Nothing_is_refused_while_the_broker_confirms_nothing_and_the_disk_has_room(string buffer)
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open(buffer);
        await Bench.Until(() => _bench.Broker.ChannelCount == 1, _bench.Tick);
        await SubmitAllAsync(writer);
    }

    [Fact]
    public async Task Nothing_is_refused_when_the_broker_goes_away_with_copies_of_what_is_on_disk_in_memory()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open("disk");
        await Bench.Until(() => _bench.Broker.ChannelCount == 1, _bench.Tick);
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Published == 1, _bench.Tick);
        _bench.Broker.Channel.Listener.OnBlocked(true, "low on disk space");
        await SubmitAllAsync(writer);
    }

    [Fact]
    public async Task Nothing_is_refused_while_the_first_attempt_to_connect_is_under_way()
    {
        var hang = new TaskCompletionSource();
        _bench.Broker.OpenHang = hang;
        LogWriter writer = _bench.Open(new RawOption("max_queue_bytes", "1048576"));
        byte[] body = new byte[100_000];
        for (int i = 0; i < 10; i++)
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(body));
        Task<SubmitOutcome> submit = Task.Run(() => writer.Submit(body));
        await Task.Delay(200);
        Assert.False(submit.IsCompleted);
        hang.SetResult();
        Assert.Equal(SubmitOutcome.Accepted, await submit);
    }

    [Fact]
    public async Task A_writer_that_opens_while_the_broker_is_away_does_not_wait_for_its_first_attempt()
    {
        _bench.Broker.Refusal = Bench.Away;
        RawOption memory = new("max_queue_bytes", "1048576");
        LogWriter first = _bench.Open(memory);
        await Bench.Until(() => first.Lane.LastFailure is not null, _bench.Tick);
        byte[] body = new byte[100_000];
        for (int i = 0; i < 10; i++)
            Assert.Equal(SubmitOutcome.Accepted, first.Submit(body));
        // As where attempts to connect are spaced out.
        _bench.Broker.OpenHang = new TaskCompletionSource();
        LogWriter second = _bench.Open(memory);
        // The clock stands still: a wait would never end.
        Assert.Equal(SubmitOutcome.Dropped, await Task.Run(() => second.Submit(body)).WaitAsync(TimeSpan.FromSeconds(30)));
        _bench.Broker.OpenHang.SetResult();
    }

    private async Task SubmitAllAsync(LogWriter writer)
    {
        for (int i = 1; i <= 200; i++)
        {
            byte[] body = Encoding.UTF8.GetBytes($"{i} {new string('x', 20_000)}");
            Task<SubmitOutcome> submit = Task.Run(() => writer.Submit(body));
            await Bench.Until(() => submit.IsCompleted, () => _bench.Time.Advance(TimeSpan.FromMilliseconds(20)));
            Assert.Equal(SubmitOutcome.Accepted, await submit);
        }

        Assert.Equal(0, writer.Counters.Lost);
    }

    private LogWriter Open(string buffer) =>
        _bench.Open(new RawOption("spool_dir", "/spool"), new RawOption("buffer", buffer), new RawOption("max_queue_bytes", "1048576"));
}
