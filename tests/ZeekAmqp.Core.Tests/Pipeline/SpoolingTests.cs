using System.Text;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

public sealed class SpoolingTests : IAsyncDisposable
{
    private readonly Bench _bench = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("zeek-amqp-test-").FullName;

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_broker_that_takes_messages_leaves_the_disk_alone()
    {
        LogWriter writer = Open();
        Bench.Submit(writer, "a", "b", "c");
        await Bench.Until(() => writer.Counters.Confirmed == 3);
        writer.Finish();
        Assert.Equal(0, writer.Counters.Spooled);
        Assert.Empty(Segments());
    }

    [Fact]
    public async Task Records_go_to_disk_when_the_broker_is_away_and_come_back_in_order_before_newer_ones()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open();
        Bench.Submit(writer, Bench.Bodies(1, 3000));
        await Bench.Until(() => writer.Counters.Spooled == 3000, _bench.Tick);
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
        Assert.Equal(3000, writer.Counters.InSpool);
        Bench.Submit(writer, Bench.Bodies(3001, 3100));
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 3100, _bench.Tick);
        Bench.Submit(writer, Bench.Bodies(3101, 3110));
        await Bench.Until(() => writer.Counters.Confirmed == 3110, _bench.Tick);
        Assert.Equal(Bench.Bodies(1, 3110), _bench.Broker.Channel.Bodies);
        Assert.Equal((0, 0), (writer.Counters.InSpool, writer.Counters.Lost));
        await Bench.Until(() => Segments().Length == 0, _bench.Tick);
        Diagnostic[] told = Bench.Told(writer);
        Assert.Contains(told, line => line.Level == DiagnosticLevel.Warning && line.Text.Contains("wait on disk", StringComparison.Ordinal));
        Assert.Contains(told, line => line.Level == DiagnosticLevel.Info && line.Text.Contains("has got what waited on disk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disk_mode_puts_each_record_on_disk_and_publishes_from_memory()
    {
        LogWriter writer = Open(new RawOption("buffer", "disk"));
        Bench.Submit(writer, Bench.Bodies(1, 5000));
        await Bench.Until(() => writer.Counters.Confirmed == 5000, _bench.Tick);
        Assert.Equal((5000, 5000, 0), (writer.Counters.Spooled, writer.Counters.Drained, writer.Counters.InSpool));
        Assert.Equal(Bench.Bodies(1, 5000), _bench.Broker.Channel.Bodies);
    }

    [Fact]
    public async Task What_is_not_confirmed_at_the_end_is_kept_and_the_next_process_sends_it_with_the_same_sequence()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, "a", "b");
        writer.Finish();
        Assert.Equal((2, 0, 0), (writer.Counters.InSpool, writer.Counters.Abandoned, writer.Counters.Lost));
        Diagnostic kept = Bench.Told(writer).First(line => line.Text.Contains("kept in", StringComparison.Ordinal));
        Assert.Contains("2 records of log 'test' not confirmed", kept.Text, StringComparison.Ordinal);
        Assert.Contains(_folder, kept.Text, StringComparison.Ordinal);
        writer.Close();
        Assert.Equal(default, await _bench.EndProcessAsync());
        Assert.NotEmpty(Segments());

        _bench.Broker.Refusal = null;
        LogWriter next = Open();
        await Bench.Until(() => _bench.Broker.AllBodies.Length == 2, _bench.Tick);
        Assert.Equal(["a", "b"], _bench.Broker.AllBodies);
        await Bench.Until(() => Segments().Length == 0, _bench.Tick);
        Assert.Contains(_bench.Broker.Routes, route => route.WriterInstance == writer.Instance);
        Assert.Contains(Bench.Told(next), line => line.Text.Contains("that an earlier process left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_left_is_sent_with_the_delivery_mode_and_the_partitions_of_its_writer_one_store_after_the_other()
    {
        RawOption[] before = [new("routing_key", "k.{partition}"), new("partitions", "3"), new("delivery_mode", "transient")];
        RawOption[] after = [new("routing_key", "k.{partition}"), new("partitions", "5")];
        _bench.Broker.Refusal = Bench.Away;
        foreach ((RawOption[] options, string body) in new[] { (before, "a"), (after, "b") })
        {
            LogWriter writer = Open([new("max_wait_on_shutdown", "0"), .. options]);
            Bench.Submit(writer, body);
            writer.Finish();
            writer.Close();
            await _bench.EndProcessAsync();
            _bench.Tick();
        }

        _bench.Broker.Refusal = null;
        _bench.Broker.ConfirmsAtOnce = false;
        Open(after);
        await Bench.Until(() => _bench.Broker.AllBodies.Length == 1, _bench.Tick);
        for (int i = 0; i < 10; i++)
        {
            _bench.Tick();
            await Task.Delay(10);
        }

        // In order, though the log has another number of partitions now.
        Assert.Equal(["a"], _bench.Broker.AllBodies);
        _bench.Broker.ConfirmsAtOnce = true;
        _bench.Broker.Channels.Single(channel => channel.Bodies.Length == 1).Listener.OnConfirmed(1, multiple: false);
        await Bench.Until(() => _bench.Broker.AllBodies.Length == 2, _bench.Tick);
        Assert.Equal(["a", "b"], _bench.Broker.AllBodies.Order());
        PublishTarget[] targets = [.. _bench.Broker.Routes.Select(route => route.Target).Distinct()];
        var target = new PublishTarget("", "k.{partition}", "test_queue") { Properties = new MessageProperties { Type = "test", AppId = "zeek-amqp" } };
        Assert.Contains(target with { Partitions = 3, IsPersistent = false }, targets);
        Assert.Contains(target with { Partitions = 5 }, targets);
        Assert.Equal(2, targets.Length);
    }

    [Fact]
    public async Task What_is_under_way_without_confirm_at_the_end_is_kept_too()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open(new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, "a", "b");
        await Bench.Until(() => writer.Counters.Published == 2);
        writer.Finish();
        Assert.Equal(2, writer.Counters.InSpool);
    }

    [Fact]
    public async Task A_process_that_may_be_ended_soon_has_its_records_on_disk_before_the_deadline()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open(new RawOption("max_wait_on_shutdown", "40"));
        Bench.Submit(writer, "a", "b");
        await Bench.Until(() => writer.Counters.Published == 2);
        Task finish = Task.Run(writer.Finish);
        await Bench.Until(() => writer.Counters.InSpool == 2, () => _bench.Time.Advance(TimeSpan.FromMilliseconds(200)));
        Assert.False(finish.IsCompleted);
        _bench.Broker.Channel.Listener.OnConfirmed(2, multiple: true);
        await Bench.Until(() => finish.IsCompleted);
        Assert.Equal((2, 0), (writer.Counters.Confirmed, writer.Counters.InSpool));
    }

    [Fact]
    public async Task While_the_broker_asks_to_pause_what_it_has_not_confirmed_goes_to_disk_too()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Bench.Submit(writer, "a", "b");
        await Bench.Until(() => writer.Counters.Published == 2);
        IChannelListener listener = _bench.Broker.Channel.Listener;
        listener.OnBlocked(true, "disk alarm");
        Bench.Submit(writer, "c");
        await Bench.Until(() => writer.Counters.InSpool == 3, _bench.Tick);
        listener.OnBlocked(false, "");
        _bench.Broker.ConfirmsAtOnce = true;
        listener.OnConfirmed(2, multiple: true);
        await Bench.Until(() => writer.Counters.Confirmed == 3, _bench.Tick);
        Assert.Equal(["a", "b", "c"], _bench.Broker.AllBodies);
        Assert.Equal(0, writer.Counters.InSpool);
    }

    [Fact]
    public async Task A_full_spool_refuses_new_records_and_counts_them()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("max_spool_bytes", "1048576"), new RawOption("max_queue_bytes", "1048576"));
        int refused = await FillAsync(writer, 60);
        Assert.Equal(refused, writer.Counters.RefusedFull);
        // 20 fit into memory, 20 on disk.
        Assert.InRange(refused, 18, 22);
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 60 - refused, _bench.Tick);
        Assert.Equal(refused, writer.Counters.Lost);
    }

    [Fact]
    public async Task Drop_oldest_keeps_the_newest_records_and_counts_the_others()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(
            new RawOption("max_spool_bytes", "1048576"), new RawOption("max_queue_bytes", "1048576"), new RawOption("overflow", "drop_oldest"));
        Assert.Equal(0, await FillAsync(writer, 60));
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Outstanding == 0, _bench.Tick);
        Assert.True(writer.Counters.DroppedOldest > 0);
        Assert.Equal(60, writer.Counters.DroppedOldest + writer.Counters.Confirmed);
        Assert.StartsWith("60 ", _bench.Broker.AllBodies[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Block_refuses_nothing_and_takes_nothing_while_there_is_no_room()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("spool_dir", ""), new RawOption("max_queue_bytes", "1048576"), new RawOption("overflow", "block"));
        byte[] body = new byte[100_000];
        for (int i = 0; i < 10; i++)
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(body));
        Assert.Equal(SubmitOutcome.NoRoomYet, writer.Submit(body));
        Assert.Equal((10, 0), (writer.Counters.Accepted, writer.Counters.Lost));
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Submit(body) == SubmitOutcome.Accepted, _bench.Tick);
    }

    [Fact]
    public async Task Unroutable_records_are_kept_until_a_queue_is_bound()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Bench.Submit(writer, "a", "b");
        await Bench.Until(() => writer.Counters.Published == 2);
        IChannelListener listener = _bench.Broker.Channel.Listener;
        listener.OnReturned(1, "312 NO_ROUTE");
        listener.OnReturned(2, "312 NO_ROUTE");
        _bench.Broker.ConfirmsAtOnce = true;
        listener.OnConfirmed(2, multiple: true);
        await Bench.Until(() => writer.Counters.Confirmed == 2, _bench.Tick);
        Assert.Equal((2, 0), (writer.Counters.Returned, writer.Counters.Lost));
        Assert.Equal(["a", "b"], _bench.Broker.Channel.Bodies);
        Assert.Contains(Bench.Told(writer), line => line.Text.Contains("no queue for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_above_the_brokers_limit_is_counted_and_holds_up_no_other()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Bench.Submit(writer, "a", "too large", "b");
        await Bench.Until(() => writer.Counters.Published == 3);
        _bench.Broker.ConfirmsAtOnce = true;
        _bench.Broker.Channel.Listener.OnClosed(new BrokerFailure(FailureScope.Channel, "406") { MaxMessageBytes = 5 });
        await Bench.Until(() => writer.Counters.Confirmed == 2, _bench.Tick);
        Assert.Equal((1, 0), (writer.Counters.TooLarge, writer.Counters.Outstanding));
        writer.Finish();
        Assert.Contains(Bench.Told(writer), line => line.Text.Contains("one has 9 bytes, and the broker's limit is 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_spool_that_cannot_be_used_is_told_once_and_records_wait_in_memory()
    {
        _bench.Broker.Refusal = Bench.Away;
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        LogWriter writer = Open(new RawOption("spool_dir", Path.Combine(file, "spool")));
        Bench.Submit(writer, "a");
        for (int i = 0; i < 20; i++)
        {
            _bench.Tick();
            await Task.Delay(10);
        }

        Assert.Equal((1, 0), (writer.Counters.Outstanding, writer.Counters.InSpool));
        Assert.Single(Bench.Told(writer), line => line.Text.Contains(file, StringComparison.Ordinal));
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 1, _bench.Tick);
    }

    [Fact]
    public async Task What_a_writer_leaves_is_sent_by_the_same_process_once_the_broker_is_back()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open(new RawOption("max_wait_on_shutdown", "0"));
        Bench.Submit(writer, "a");
        writer.Finish();
        writer.Close();
        _bench.Broker.Refusal = null;
        await Bench.Until(() => _bench.Broker.AllBodies.Length == 1, _bench.Tick);
        await Bench.Until(() => Segments().Length == 0, _bench.Tick);
    }

    [Fact]
    public async Task Shutdown_alone_keeps_what_is_left_and_says_how_much()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open();
        Bench.Submit(writer, "a", "b", "c");
        writer.Close();
        Assert.Equal(new ShutdownOutcome(Abandoned: 0, Kept: 3), await _bench.EndProcessAsync());
    }

    [Fact]
    public async Task Two_processes_with_one_folder_take_a_place_each()
    {
        _bench.Broker.Refusal = Bench.Away;
        LogWriter writer = Open();
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.InSpool == 1, _bench.Tick);
        await using var other = new Bench();
        LogWriter second = other.Open(new RawOption("spool_dir", _folder));
        Bench.Submit(second, "b");
        await Bench.Until(() => second.Counters.Confirmed == 1, () => other.Time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal(["b"], other.Broker.AllBodies);
        Assert.Equal(1, writer.Counters.InSpool);
    }

    private LogWriter Open(params RawOption[] options) => _bench.Open([new("spool_dir", _folder), .. options]);

    private string[] Segments() => Directory.GetFiles(_folder, "*.segment", SearchOption.AllDirectories);

    /// <summary>Hands over records of 50 kB; returns how many were not taken.</summary>
    private async Task<int> FillAsync(LogWriter writer, int count)
    {
        int refused = 0;
        for (int i = 1; i <= count; i++)
        {
            byte[] body = Encoding.UTF8.GetBytes($"{i} {new string('x', 50_000)}");
            Task<SubmitOutcome> submit = Task.Run(() => writer.Submit(body));
            await Bench.Until(() => submit.IsCompleted, _bench.Tick);
            refused += await submit == SubmitOutcome.Dropped ? 1 : 0;
        }

        return refused;
    }
}
