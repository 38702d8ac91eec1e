using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>Records that say where they go.</summary>
public sealed class AddressedTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Each_record_goes_where_its_values_say()
    {
        LogWriter writer = Open();
        Submit(writer, "a1", "b2", "a3");
        Submit(writer, "c", new string('x', 40_000));
        await Bench.Until(() => writer.Counters.Confirmed == 5);
        Assert.Equal(["/k.a/", "/k.b/", "/k.a/", "/k.c/", "/k.x/"], _bench.Broker.AllMessages.Select(message => message.Address));
        Assert.Equal(Record("a1"), _bench.Broker.AllBodies[0]);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task A_batch_has_records_of_one_address_in_their_order()
    {
        LogWriter writer = Open(new RawOption("batch_max_records", "2"));
        Submit(writer, "a1", "b1", "c1", "b2", "a2");
        await Bench.Until(() => writer.Counters.Confirmed == 4);
        Assert.Equal(
            [
                new FakeMessage(Lines("b1", "b2"), 1, 2, BodyForm.Lines) { Address = "/k.b/" },
                new FakeMessage(Lines("a1", "a2"), 2, 2, BodyForm.Lines) { Address = "/k.a/" },
            ],
            _bench.Broker.AllMessages);
        writer.Flush();
        await Bench.Until(() => writer.Counters.Confirmed == 5);
        Assert.Equal(Lines("c1"), _bench.Broker.AllBodies[2]);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task Each_batch_waits_for_its_own_delay()
    {
        LogWriter writer = Open(new RawOption("batch_max_records", "100"));
        Submit(writer, "a1");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(60));
        Submit(writer, "b1");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(40));
        await Bench.Until(() => writer.Counters.Confirmed == 1);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(59));
        Assert.Equal([Lines("a1")], _bench.Broker.AllBodies);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Bench.Until(() => writer.Counters.Confirmed == 2);
        // And once more: the timer goes on.
        Submit(writer, "c1");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Bench.Until(() => writer.Counters.Confirmed == 3);
    }

    [Fact]
    public async Task More_addresses_than_are_gathered_at_a_time_end_the_oldest_batch()
    {
        LogWriter writer = Open(new RawOption("batch_max_records", "100"));
        for (char first = '\u0100'; first < '\u0100' + 64; first++)
            Submit(writer, $"{first}1");
        Submit(writer, "\u01002");
        Assert.Empty(_bench.Broker.AllBodies);
        Submit(writer, "z1");
        await Bench.Until(() => writer.Counters.Confirmed == 2);
        Assert.Equal([Lines("\u01001", "\u01002")], _bench.Broker.AllBodies);
        writer.Finish();
        Assert.Equal(66, writer.Counters.Confirmed);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task Whatever_their_sizes_and_values_records_arrive_in_the_order_of_their_address()
    {
        LogWriter writer = Open(new("batch_max_records", "20"), new("batch_max_bytes", "4096"), new("max_wait_on_shutdown", "60"));
        var random = new Random(3);
        var expected = new Dictionary<string, StringBuilder>();
        for (int i = 0; i < 5000; i++)
        {
            // More addresses than batches that are open.
            string text = $"{(char)('\u0200' + random.Next(100))}{i} ".PadRight(random.Next(30) == 0 ? random.Next(60_000) : random.Next(300), 'x');
            Submit(writer, text);
            string address = $"/k.{text[0]}/";
            expected.TryAdd(address, new StringBuilder());
            expected[address].Append(Lines(text));
            if (i % 50 == 0)
                await Bench.Until(() => writer.Counters.Outstanding < 3000, _bench.Tick);
        }

        writer.Finish();
        await Bench.Until(() => writer.Counters.Confirmed == 5000);
        Assert.Equal(expected.Count, _bench.Broker.AllMessages.Select(message => message.Address).Distinct().Count());
        foreach (IGrouping<string, FakeMessage> place in _bench.Broker.AllMessages.GroupBy(message => message.Address))
            Assert.Equal(expected[place.Key].ToString(), string.Concat(place.Select(message => message.Body)));
        Assert.All(_bench.Broker.AllMessages, message => Assert.True(message.Body.Length <= 4096 || message.Records == 1));
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Theory]
    [InlineData("k", "drop_newest")]
    [InlineData("k.{field:to}", "drop_newest")]
    [InlineData("k.{field:to}", "block")]
    public async Task What_is_gathered_is_sent_when_there_is_no_room_for_more(string key, string overflow)
    {
        RawOption[] options = [new("max_queue_bytes", "1048576"), new("batch_max_records", "1000"), new("batch_max_bytes", "8388608"), new("batch_max_delay", "60")];
        LogWriter quiet = Open([.. options, new("routing_key", key)]);
        LogWriter writer = Open([.. options, new("routing_key", key), new("overflow", overflow)]);
        for (char first = 'a'; first < 'k'; first++)
            Submit(quiet, first + new string('x', 50_000));
        // No time goes by: the delay is never over.
        Task submitting = Task.Run(() =>
        {
            for (int i = 0; i < 40; i++)
            {
                byte[] record = Encoding.UTF8.GetBytes(Record($"{(char)('a' + i)}{new string('y', 50_000)}"));
                while (writer.Submit(record) == SubmitOutcome.NoRoomYet)
                {
                    // Asked again, as Zeek's writer does.
                }
            }
        });
        await Bench.Until(() => submitting.IsCompleted);
        await submitting;
        writer.Flush();
        await Bench.Until(() => writer.Counters.Confirmed == 40 && quiet.Counters.Confirmed == 10);
        Assert.Equal((0, 0), (writer.Counters.Lost, quiet.Counters.Lost));
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task A_record_without_a_place_waits_and_holds_up_its_log()
    {
        _bench.Broker.MissingAddresses.Add("/k.b/");
        LogWriter writer = Open();
        Submit(writer, "a1", "b1", "a2");
        await Bench.Until(() => Bench.Told(writer).Any(told => told.Text.Contains("there is no /k.b/", StringComparison.Ordinal)), _bench.Tick);
        _bench.Broker.MissingAddresses.Clear();
        await Bench.Until(() => writer.Counters.Confirmed == 3, _bench.Tick);
        Assert.Equal([Record("a1"), Record("b1"), Record("a2")], _bench.Broker.AllBodies);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task A_record_without_a_place_is_dropped_if_that_is_asked_for_and_the_others_go_on()
    {
        _bench.Broker.MissingAddresses.Add("/k.b/");
        LogWriter writer = Open(new RawOption("unroutable", "drop"));
        Submit(writer, "a1", "b1", "a2", "b2");
        await Bench.Until(() => writer.Counters.Outstanding == 0, _bench.Tick);
        Assert.Equal((2, 2, 1), (writer.Counters.Confirmed, writer.Counters.Unroutable, _bench.Broker.ChannelCount));
        Assert.Equal([Record("a1"), Record("a2")], _bench.Broker.AllBodies);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task Records_to_known_addresses_leave_nothing_for_the_garbage_collector()
    {
        LogWriter writer = Open();
        byte[][] records = [.. Enumerable.Range(0, 10).Select(i => Encoding.UTF8.GetBytes(Record($"{i}")))];
        var allocated = new List<long>();
        for (int round = 1; round <= 20; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (byte[] record in records)
                writer.Submit(record);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            await Bench.Until(() => writer.Counters.Confirmed == round * 10);
        }

        Assert.Contains(0, allocated[10..]);
    }

    private static string Record(string text) => $"{{\"test\": {{\"n\":1,\"to\":\"{text[..1]}\",\"text\":\"{text}\"}}}}";

    private static string Lines(params string[] texts) => string.Concat(texts.Select(text => Record(text) + "\n"));

    private static void Submit(LogWriter writer, params string[] texts) => Bench.Submit(writer, [.. texts.Select(Record)]);

    private LogWriter Open(params RawOption[] options) => _bench.Open([new("queue_name", ""), new("routing_key", "k.{field:to}"), .. options]);
}
