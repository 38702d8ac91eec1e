using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>What waits on disk when the broker gets another address.</summary>
public sealed class SpoolChangeTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zeek-amqp-test-").FullName;
    private readonly ChangeBench _bench;

    public SpoolChangeTests()
    {
        _bench = new ChangeBench(new RawOption("spool_dir", _folder), new("hostname", "a"), new("max_wait_on_shutdown", "0"))
        {
            NewBroker = () => new FakeBroker { Refusal = Bench.Away },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_goes_to_the_new_one_in_order_before_what_is_new()
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, Bench.Bodies(1, 1000));
        await _bench.Until(() => writer.Counters.InSpool == 1000);
        _bench.Change(new RawOption("hostname", "b"));
        await _bench.Until(() => Segments("b_5672_%2F").Length > 0);
        Assert.Empty(Segments("a_5672_%2F"));
        Bench.Submit(writer, Bench.Bodies(1001, 1100));
        _bench.Broker.Refusal = null;
        await _bench.Until(() => writer.Counters.Confirmed == 1100);
        Assert.Equal(Bench.Bodies(1, 1100), _bench.Broker.AllBodies);
        Assert.Equal(0, writer.Counters.Lost);
        await _bench.Until(() => Segments("").Length == 0);
    }

    [Fact]
    public async Task What_the_process_does_not_send_the_next_one_with_the_new_address_sends()
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "a", "b");
        await _bench.Until(() => writer.Counters.InSpool == 2);
        _bench.Change(new RawOption("hostname", "b"));
        await _bench.Until(() => Segments("b_5672_%2F").Length > 0);
        Bench.Submit(writer, "c");
        writer.Finish();
        Assert.Equal(3, writer.Counters.InSpool);
        writer.Close();
        await _bench.EndProcessAsync();

        _bench.NewBroker = () => new FakeBroker();
        _bench.Open("test");
        FakeBroker next = _bench.Brokers[1].Broker;
        Assert.Equal("b", _bench.Brokers[1].Options.Host);
        await _bench.Until(() => next.AllBodies.Length == 3);
        Assert.Equal(["a", "b", "c"], next.AllBodies);
        Assert.Contains(next.Routes, route => route.WriterInstance == writer.Instance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_earlier_process_left_goes_along(bool isFoundBefore)
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "a", "b");
        writer.Finish();
        writer.Close();
        await _bench.EndProcessAsync();

        _bench.Open("test");
        FakeBroker broker = _bench.Brokers[1].Broker;
        if (isFoundBefore)
            await _bench.Until(() => broker.AskedFor.Any(route => route.WriterInstance == writer.Instance));
        _bench.Change(new RawOption("amqp_port", "5673"));
        await _bench.Until(() => Segments("a_5673_%2F").Length > 0);
        broker.Refusal = null;
        await _bench.Until(() => broker.AllBodies.Length == 2);
        Assert.Equal(["a", "b"], broker.AllBodies);
        await _bench.Until(() => Segments("").Length == 0);
    }

    [Fact]
    public async Task What_a_closed_writer_left_goes_along_also_without_an_open_one()
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "a", "b");
        writer.Finish();
        writer.Close();
        _bench.Change(new RawOption("hostname", "b"));
        Assert.Equal("b", Assert.Single(_bench.Broker.Changes).Host);
        await _bench.Until(() => Segments("b_5672_%2F").Length > 0);
        _bench.Broker.Refusal = null;
        await _bench.Until(() => Segments("").Length == 0);
        Assert.Equal(["a", "b"], _bench.Broker.AllBodies);
    }

    [Fact]
    public async Task Another_password_moves_nothing()
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "a");
        await _bench.Until(() => writer.Counters.InSpool == 1);
        string[] before = Segments("");
        _bench.Change(new RawOption("password", "other"));
        _bench.Tick();
        await Task.Delay(50);
        Assert.Equal(before, Segments(""));
        _bench.Broker.Refusal = null;
        await _bench.Until(() => writer.Counters.Confirmed == 1);
    }

    [Fact]
    public async Task Changed_and_changed_back_it_is_where_it_was()
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "a");
        await _bench.Until(() => writer.Counters.InSpool == 1);
        string[] before = Segments("");
        _bench.Change(new RawOption("hostname", "b"));
        await _bench.Until(() => Segments("b_5672_%2F").Length > 0);
        _bench.Change(new RawOption("hostname", "a"));
        await _bench.Until(() => Segments("a_5672_%2F").Length > 0);
        Assert.Equal(before, Segments(""));
    }

    private string[] Segments(string broker)
    {
        string folder = Path.Combine(_folder, broker);
        try
        {
            return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.segment", SearchOption.AllDirectories) : [];
        }
        catch (DirectoryNotFoundException)
        {
            // It has just moved.
            return [];
        }
    }
}
