using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>Messages of several records on disk and compressed.</summary>
public sealed class BatchSpoolingTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zeek-amqp-").FullName;
    private readonly Bench _bench = new();

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("disk")]
    public async Task Batches_survive_an_outage_and_the_end_of_the_process(string buffer)
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("buffer", buffer), new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, Bench.Bodies(1, 10));
        await Bench.Until(() => writer.Counters.InSpool == 10, _bench.Tick);
        writer.Finish();
        Assert.Equal(10, writer.Counters.InSpool);
        Assert.Equal(0, writer.Counters.Lost);
        writer.Close();
        await _bench.EndProcessAsync();

        _bench.Broker.Refusal = null;
        Open();
        await Bench.Until(() => _bench.Broker.AllMessages.Length == 3, _bench.Tick);
        Assert.Equal(
            [
                new FakeMessage("record 1\nrecord 2\nrecord 3\nrecord 4\n", 1, 4, BodyForm.Lines),
                new FakeMessage("record 5\nrecord 6\nrecord 7\nrecord 8\n", 2, 4, BodyForm.Lines),
                new FakeMessage("record 9\nrecord 10\n", 3, 2, BodyForm.Lines),
            ],
            _bench.Broker.AllMessages);
    }

    [Fact]
    public async Task Counters_are_of_records_on_their_way_through_the_disk_too()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open();
        Bench.Submit(writer, Bench.Bodies(1, 400));
        await Bench.Until(() => writer.Counters.InSpool == 400, _bench.Tick);
        Assert.Equal(400, writer.Counters.Spooled);
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 400, _bench.Tick);
        Assert.Equal(400, writer.Counters.Drained);
        Assert.Equal(0, writer.Counters.InSpool);
        Assert.Equal(100, writer.Counters.Published);
        Assert.Equal(0, writer.Counters.Outstanding);
    }

    [Fact]
    public async Task A_batch_is_compressed_once_for_broker_and_disk()
    {
        using var compressor = new Shortener();
        _bench.Broker.Compressor = compressor;
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("compression", "gzip"));
        Bench.Submit(writer, Bench.Bodies(1, 8));
        await Bench.Until(() => writer.Counters.InSpool == 8, _bench.Tick);
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 8, _bench.Tick);
        Assert.Equal(
            [new FakeMessage("record 1", 1, 4, BodyForm.GzipLines), new FakeMessage("record 5", 2, 4, BodyForm.GzipLines)],
            _bench.Broker.AllMessages);
        Assert.Equal(2, compressor.Calls);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_batch_that_does_not_become_smaller_stays_as_it_is(bool fails)
    {
        using var compressor = new Shortener { Prefix = new string('x', 100), Fails = fails };
        _bench.Broker.Compressor = compressor;
        LogWriter writer = Open(new RawOption("compression", "gzip"));
        Bench.Submit(writer, Bench.Bodies(1, 4));
        await Bench.Until(() => writer.Counters.Confirmed == 4, _bench.Tick);
        Assert.Equal([BodyForm.Lines], _bench.Broker.AllMessages.Select(message => message.Form));
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    private LogWriter Open(params RawOption[] options) =>
        _bench.Open([new("batch_max_records", "4"), new("spool_dir", _folder), .. options]);

    /// <summary>Keeps the first line.</summary>
    private sealed class Shortener : IBodyCompressor
    {
        public string Prefix { get; init; } = "";

        public bool Fails { get; init; }

        public int Calls { get; private set; }

        public BodyForm Form => BodyForm.GzipLines;

        public byte[] Compress(ReadOnlySpan<byte> body)
        {
            Calls++;
            if (Fails)
                throw new InvalidOperationException("a defect");
            return [.. Encoding.UTF8.GetBytes(Prefix), .. body[..body.IndexOf((byte)'\n')]];
        }

        public void Dispose()
        {
        }
    }
}
