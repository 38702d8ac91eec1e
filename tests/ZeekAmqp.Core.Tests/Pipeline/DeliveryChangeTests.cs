using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>Options of messages, and of what waits, change while a log is written.</summary>
public sealed class DeliveryChangeTests : IAsyncDisposable
{
    private readonly ChangeBench _bench = new(new RawOption("max_queue_bytes", "1048576"));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Batches_begin_grow_and_end_and_no_record_is_lost_or_overtaken()
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "1", "2");
        _bench.Change(new RawOption("batch_max_records", "3"));
        // The first one is still a message of its own.
        Bench.Submit(writer, "3", "4", "5", "6", "7");
        _bench.Change(new RawOption("batch_max_records", "2"));
        // What is gathered becomes a message with the next record.
        Bench.Submit(writer, "8", "9", "10", "11");
        _bench.Change(new RawOption("batch_max_records", "1"));
        Bench.Submit(writer, "12", "13");
        await Bench.Until(() => writer.Counters.Confirmed == 13);
        Assert.Equal(["1", "2", "3", "4\n5\n6\n", "7\n8\n", "9\n10\n", "11\n12\n", "13"], _bench.Broker.AllBodies);
        Assert.Equal([1, 1, 1, 3, 2, 2, 2, 1], _bench.Broker.AllMessages.Select(message => message.Records));
        Assert.Equal(0, writer.Counters.Lost);
    }

    [Fact]
    public async Task Batches_of_several_addresses_begin_grow_and_end()
    {
        LogWriter writer = _bench.Open("test", new RawOption("routing_key", "k.{field:k}"), new RawOption("queue_name", ""));
        Submit("a1", "b2");
        _bench.Change(new RawOption("batch_max_records", "2"), new RawOption("batch_max_bytes", "1024"));
        Submit("a3", "b4", "a5", "b6", "a7");
        _bench.Change(new RawOption("batch_max_records", "1"));
        // What is gathered goes with the next record, also if that goes elsewhere.
        Submit("b8", "a9");
        await Bench.Until(() => writer.Counters.Confirmed == 9);
        Assert.Equal(
            ["/k.a/ a1", "/k.b/ b2", "/k.a/ a3", "/k.b/ b4 b6", "/k.a/ a5 a7", "/k.b/ b8", "/k.a/ a9"],
            _bench.Broker.AllMessages.Select(message => $"{message.Address} {string.Join(' ', Numbers(message.Body))}"));
        Assert.Equal(0, writer.Counters.Lost);

        void Submit(params string[] records)
        {
            foreach (string record in records)
                writer.Submit(writer.Json.TagRecord(Encoding.UTF8.GetBytes($"{{\"k\":\"{record[..1]}\",\"n\":{record[1..]}}}")));
        }

        static IEnumerable<string> Numbers(string body) =>
            body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"{line.Split('"')[5]}{line.Split(':')[^1].TrimEnd('}')}");
    }

    [Theory]
    [InlineData("k")]
    [InlineData("k.{field:k}")]
    public async Task A_shorter_delay_does_not_wait_for_the_end_of_the_longer_one_before_it(string key)
    {
        _bench.Change(new RawOption("batch_max_records", "100"), new RawOption("batch_max_delay", "60"));
        LogWriter writer = _bench.Open("test", new RawOption("routing_key", key), new RawOption("queue_name", ""));
        Bench.Submit(writer, "{}");
        _bench.Change(new RawOption("batch_max_delay", "0.1"));
        Bench.Submit(writer, "{}");
        await Bench.Until(() => writer.Counters.Confirmed == 2);
        Bench.Submit(writer, "{}");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Bench.Until(() => writer.Counters.Confirmed == 3);
    }

    [Fact]
    public async Task Records_that_are_formatted_in_their_place_survive_a_change_of_the_segments()
    {
        LogWriter writer = _bench.Open("test");
        // Others that use the same segments, and would write over what is given back too early.
        LogWriter other = _bench.Open("other");
        var expected = new StringBuilder();
        for (int i = 0; i < 400; i++)
        {
            byte[] record = Encoding.UTF8.GetBytes($"\"{i} {new string('x', i)}\"");
            expected.Append("{\"test\": ").Append(Encoding.UTF8.GetString(record)).Append('}');
            if (i % 3 == 0)
                _bench.Change(new RawOption("batch_max_records", $"{1 + (i % 5)}"), new RawOption("batch_max_bytes", $"{1024 * (1 + (i % 200))}"));
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(writer.Json.TagRecord(record)));
            Assert.Equal(SubmitOutcome.Accepted, other.Submit(other.Json.TagRecord("\"something else that is written here\""u8)));
        }

        writer.Flush();
        await _bench.Until(() => writer.Counters.Confirmed == 400);
        string arrived = string.Concat(_bench.Broker.AllBodies.Where(body => body.StartsWith("{\"test\"", StringComparison.Ordinal)));
        Assert.Equal(expected.ToString(), arrived.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_compression_is_for_the_messages_from_then_on()
    {
        var compressor = new WatchedCompressor();
        _bench.NewBroker = () => new FakeBroker { Compressor = compressor };
        LogWriter writer = _bench.Open("test", new RawOption("batch_max_records", "2"));
        Bench.Submit(writer, "aaaaaaaa", "aaaaaaaa");
        await Bench.Until(() => writer.Counters.Confirmed == 2);
        _bench.Change(new RawOption("compression", "gzip"));
        Bench.Submit(writer, "bbbbbbbb", "bbbbbbbb");
        await Bench.Until(() => writer.Counters.Confirmed == 4);
        _bench.Change(new RawOption("compression", "none"));
        Bench.Submit(writer, "cccccccc", "cccccccc");
        await Bench.Until(() => writer.Counters.Confirmed == 6);
        Assert.Equal([BodyForm.Lines, BodyForm.GzipLines, BodyForm.Lines], _bench.Broker.AllMessages.Select(message => message.Form));
        Assert.True(compressor.IsDisposed);
    }

    [Fact]
    public void Another_overflow_counts_for_what_waits_already()
    {
        _bench.NewBroker = () => new FakeBroker { Refusal = Bench.Away };
        LogWriter writer = _bench.Open("test");
        byte[] record = new byte[100_000];
        SubmitOutcome last = SubmitOutcome.Accepted;
        for (int i = 0; i < 100 && last == SubmitOutcome.Accepted; i++)
            last = writer.Submit(record);
        Assert.Equal(SubmitOutcome.Dropped, last);
        _bench.Change(new RawOption("overflow", "block"));
        Assert.Equal(SubmitOutcome.NoRoomYet, writer.Submit(record));
        long refused = writer.Counters.RefusedFull;
        _bench.Change(new RawOption("overflow", "drop_oldest"));
        Assert.Equal(SubmitOutcome.Accepted, writer.Submit(record));
        Assert.Equal(refused, writer.Counters.RefusedFull);
        Assert.True(writer.Counters.DroppedOldest > 0);
    }

    [Fact]
    public async Task Records_that_no_queue_is_bound_for_are_dropped_from_when_that_is_wanted()
    {
        _bench.NewBroker = () => new FakeBroker { ConfirmsAtOnce = false };
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Published == 1);
        _bench.Change(new RawOption("unroutable", "drop"));
        _bench.Broker.Channel.Listener.OnReturned(1, "312 NO_ROUTE");
        _bench.Broker.Channel.Listener.OnConfirmed(1, multiple: false);
        await Bench.Until(() => writer.Counters.Unroutable == 1);
    }

    [Fact]
    public void The_wait_at_the_end_is_the_one_that_was_said_last()
    {
        _bench.NewBroker = () => new FakeBroker { Refusal = Bench.Away };
        LogWriter writer = _bench.Open("test", new RawOption("overflow", "drop_oldest"));
        Bench.Submit(writer, "a");
        // Time stands still here: with the default, it would never be over.
        _bench.Change(new RawOption("max_wait_on_shutdown", "0"));
        writer.Finish();
        Assert.Equal(1, writer.Counters.Abandoned);
        Assert.Equal(OverflowPolicy.DropOldest, writer.Options.Delivery.Overflow);
    }

    [Fact]
    public void The_connection_is_not_touched_for_it()
    {
        _bench.Open("test");
        _bench.Change(new RawOption("batch_max_records", "9"), new RawOption("overflow", "block"));
        Assert.Empty(_bench.Broker.Changes);
    }

    private sealed class WatchedCompressor : IBodyCompressor
    {
        public bool IsDisposed { get; private set; }

        public BodyForm Form => BodyForm.GzipLines;

        public byte[] Compress(ReadOnlySpan<byte> body) => [body[0]];

        public void Dispose() => IsDisposed = true;
    }
}
