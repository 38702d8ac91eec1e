using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>Messages of several records.</summary>
public sealed class BatchTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_full_batch_is_published_at_once_one_record_a_line()
    {
        LogWriter writer = Open(3);
        Bench.Submit(writer, "a", "b", "c", "d");
        await Bench.Until(() => writer.Counters.Confirmed == 3);
        Assert.Equal([new FakeMessage("a\nb\nc\n", 1, 3, BodyForm.Lines)], _bench.Broker.AllMessages);
        Assert.Equal(4, writer.Counters.Accepted);
    }

    [Fact]
    public async Task A_record_waits_for_others_no_longer_than_the_delay()
    {
        LogWriter writer = Open(100);
        Bench.Submit(writer, "a", "b");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Empty(_bench.Broker.AllMessages);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Bench.Until(() => writer.Counters.Confirmed == 2);
        Assert.Equal(["a\nb\n"], _bench.Broker.AllBodies);
    }

    [Fact]
    public async Task The_delay_is_that_of_the_batch_and_not_of_one_before_it()
    {
        LogWriter writer = Open(2);
        Bench.Submit(writer, "a", "b");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(60));
        Bench.Submit(writer, "c");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(60));
        await Bench.Until(() => writer.Counters.Confirmed == 2);
        Assert.Equal(1, writer.Counters.Outstanding);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(40));
        await Bench.Until(() => writer.Counters.Confirmed == 3);
        Assert.Equal(["a\nb\n", "c\n"], _bench.Broker.AllBodies);
        // And once more: the timer goes on.
        Bench.Submit(writer, "d");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Bench.Until(() => writer.Counters.Confirmed == 4);
    }

    [Fact]
    public async Task A_batch_keeps_to_its_bytes_and_a_larger_record_is_alone()
    {
        LogWriter writer = Open(1000, new RawOption("batch_max_bytes", "1024"));
        string half = new('h', 500);
        string larger = new('l', 5000);
        Bench.Submit(writer, half, half, half, larger, "a", "b");
        writer.Finish();
        await Bench.Until(() => writer.Counters.Confirmed == 6);
        Assert.Equal([$"{half}\n{half}\n", $"{half}\n", $"{larger}\n", "a\nb\n"], _bench.Broker.AllBodies);
        Assert.Equal([2, 1, 1, 2], _bench.Broker.AllMessages.Select(message => message.Records));
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task A_flush_hurries_what_is_gathered()
    {
        LogWriter writer = Open(100);
        Bench.Submit(writer, "a");
        writer.Flush();
        await Bench.Until(() => writer.Counters.Confirmed == 1);
    }

    [Fact]
    public async Task A_writer_that_is_closed_without_a_finish_delivers_what_is_gathered()
    {
        LogWriter writer = Open(100);
        Bench.Submit(writer, "a");
        writer.Close();
        await Bench.Until(() => writer.Counters.Confirmed == 1);
    }

    [Fact]
    public async Task A_shutdown_delivers_what_an_open_writer_has_gathered()
    {
        LogWriter writer = Open(100);
        Bench.Submit(writer, "a", "b");
        // Time stands still: what is waited for is over at once.
        await _bench.Engine.ShutdownAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["a\nb\n"], _bench.Broker.AllBodies);
    }

    [Fact]
    public async Task Whatever_their_sizes_records_arrive_as_they_were_and_in_order()
    {
        LogWriter writer = Open(50, new RawOption("batch_max_bytes", "8192"));
        var random = new Random(7);
        string[] records = [.. Enumerable.Range(1, 4000).Select(i => $"{i} ".PadRight(random.Next(20) == 0 ? random.Next(20_000) : random.Next(400), 'x'))];
        foreach (string record in records)
        {
            // As a record that is formatted in its place, or moves out of it because it is too large.
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(writer.Json.TagRecord(Encoding.UTF8.GetBytes(record))));
        }

        writer.Finish();
        await Bench.Until(() => writer.Counters.Confirmed == records.Length);
        Assert.Equal(string.Concat(records.Select(record => $"{{\"test\": {record}}}\n")), string.Concat(_bench.Broker.AllBodies));
        Assert.All(_bench.Broker.AllMessages, message => Assert.Equal(message.Records, message.Body.Count(c => c == '\n')));
        Assert.All(_bench.Broker.AllMessages, message => Assert.True(message.Body.Length <= 8192 || message.Records == 1));
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task A_nacked_batch_is_published_again_as_it_was()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open(2);
        Bench.Submit(writer, "a", "b");
        await Bench.Until(() => writer.Counters.Published == 1);
        _bench.Broker.Channel.Listener.OnNacked(1, multiple: false);
        _bench.Broker.ConfirmsAtOnce = true;
        await Bench.Until(() => writer.Counters.Confirmed == 2, _bench.Tick);
        FakeMessage expected = new("a\nb\n", 1, 2, BodyForm.Lines);
        Assert.Equal([expected, expected], _bench.Broker.AllMessages);
    }

    [Fact]
    public void What_is_refused_and_what_is_given_up_is_counted_in_records()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(16, new RawOption("max_queue_bytes", "1048576"), new RawOption("max_wait_on_shutdown", "0"));
        byte[] record = new byte[1000];
        int accepted = 0;
        for (int i = 0; i < 1100; i++)
            accepted += writer.Submit(record) == SubmitOutcome.Accepted ? 1 : 0;
        Assert.InRange(accepted, 1000, 1048);
        writer.Finish();
        Assert.Equal(accepted, writer.Counters.Abandoned);
        Assert.Equal(1100 - accepted, writer.Counters.RefusedFull);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task A_batch_above_the_brokers_limit_is_counted_in_records_and_said_what_to_do()
    {
        LogWriter writer = Open(3);
        _bench.Broker.ConfirmsAtOnce = false;
        Bench.Submit(writer, "a", "b", "c");
        await Bench.Until(() => writer.Counters.Published == 1);
        _bench.Broker.ConfirmsAtOnce = true;
        _bench.Broker.Channel.Listener.OnClosed(new BrokerFailure(FailureScope.Channel, "too large") { MaxMessageBytes = 5 });
        await Bench.Until(() => writer.Counters.TooLarge == 3, _bench.Tick);
        await Bench.Until(() => Bench.Told(writer).Any(told => told.Text.Contains("3 records of log 'test' lost", StringComparison.Ordinal)
            && told.Text.Contains("lower batch_max_bytes", StringComparison.Ordinal)), _bench.Tick);
    }

    private LogWriter Open(int records, params RawOption[] options) =>
        _bench.Open([new("batch_max_records", $"{records}"), .. options]);
}
