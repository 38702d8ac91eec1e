using System.Text;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

public sealed class DeliveryTests : IAsyncDisposable
{
    private static readonly BrokerFailure ChannelFailure = new(FailureScope.Channel, "404: no exchange 'x'");
    private static readonly BrokerFailure ConnectionFailure = new(FailureScope.Connection, "connection reset");

    private readonly Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Messages_arrive_in_order_and_are_counted()
    {
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a", "b", "c");
        await Bench.Until(() => writer.Counters.Confirmed == 3);
        Assert.Equal(["a", "b", "c"], _bench.Broker.Channel.Bodies);
        Assert.Equal((3, 3, 3, 0), (writer.Counters.Accepted, writer.Counters.Published, writer.Counters.AcceptedBytes, writer.Counters.Lost));
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
    }

    [Fact]
    public async Task Nacked_message_is_retried_before_later_messages()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Published == 1);
        Bench.Submit(writer, "b");
        await Bench.Until(() => writer.Counters.Published == 2);
        FakeChannel channel = _bench.Broker.Channel;
        channel.Listener.OnNacked(1, multiple: false);
        await Bench.Until(() => writer.Counters.Retried == 1);
        // A broker that refuses gets no more until what is under way is settled, and some time has passed.
        Bench.Submit(writer, "c");
        await Task.Delay(20);
        Assert.Equal(["a", "b"], channel.Bodies);
        _bench.Broker.ConfirmsAtOnce = true;
        channel.Listener.OnConfirmed(2, multiple: false);
        await Bench.Until(() => writer.Counters.Confirmed == 3, _bench.Tick);
        Assert.Equal(["a", "c"], _bench.Broker.Channel.Bodies);
        Assert.Equal(1, writer.Counters.Retried);
        Assert.Contains("basic.nack", Bench.Told(writer)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unconfirmed_messages_are_published_again_in_order_on_a_new_channel()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a", "b", "c", "d");
        await Bench.Until(() => writer.Counters.Published == 4);
        FakeChannel first = _bench.Broker.Channel;
        first.Listener.OnConfirmed(2, multiple: false);
        _bench.Broker.ConfirmsAtOnce = true;
        first.Listener.OnClosed(ConnectionFailure);
        await Bench.Until(() => writer.Counters.Confirmed == 4, _bench.Tick);
        Assert.Equal(["a", "c", "d"], _bench.Broker.Channel.Bodies);
        Assert.Equal([ConnectionFailure], _bench.Broker.GivenUp);
    }

    [Fact]
    public async Task A_late_confirm_of_an_old_channel_settles_nothing_on_the_new_one()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Published == 1);
        FakeChannel first = _bench.Broker.Channel;
        first.Listener.OnClosed(ConnectionFailure);
        await Bench.Until(() => writer.Counters.Published == 2, _bench.Tick);
        first.Listener.OnConfirmed(1, multiple: false);
        await Task.Delay(20);
        Assert.Equal(0, writer.Counters.Confirmed);
    }

    [Fact]
    public async Task A_message_without_a_queue_is_counted_as_lost_and_reported_once()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open(new RawOption("unroutable", "drop"));
        Bench.Submit(writer, "a", "b");
        await Bench.Until(() => writer.Counters.Published == 2);
        IChannelListener listener = _bench.Broker.Channel.Listener;
        listener.OnReturned(1, "312 NO_ROUTE");
        listener.OnConfirmed(2, multiple: true);
        await Bench.Until(() => writer.Counters is { Confirmed: 1, Unroutable: 1 });
        writer.Finish();
        Diagnostic told = Assert.Single(Bench.Told(writer), told => told.Level == DiagnosticLevel.Error);
        Assert.Contains("1 record of log 'test' lost", told.Text, StringComparison.Ordinal);
        Assert.Contains("NO_ROUTE", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finish_waits_for_the_confirms()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Published == 1);
        Task finish = Task.Run(writer.Finish);
        await Task.Delay(20);
        Assert.False(finish.IsCompleted);
        _bench.Broker.Channel.Listener.OnConfirmed(1, multiple: false);
        await finish.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("log 'test': 1 record accepted, 1 confirmed, 0 lost", Assert.Single(Bench.Told(writer)).Text);
    }

    [Fact]
    public async Task Finish_gives_up_after_max_wait_on_shutdown_and_reports_how_many_and_why()
    {
        _bench.Broker.Refusal = ChannelFailure;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a", "b");
        Task finish = Task.Run(writer.Finish);
        await Bench.Until(() => finish.IsCompleted, _bench.Tick);
        Assert.Equal((2, 2), (writer.Counters.Abandoned, writer.Counters.Lost));
        Assert.Equal(0, _bench.Engine.Budget.UsedBytes);
        Diagnostic last = Bench.Told(writer).Last(told => told.Level == DiagnosticLevel.Error);
        Assert.Contains("2 records of log 'test'", last.Text, StringComparison.Ordinal);
        Assert.Contains(ChannelFailure.Text, last.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_cannot_be_opened_is_reported_once_and_when_it_is_over()
    {
        _bench.Broker.Refusal = ChannelFailure;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a");
        await Bench.Until(() => _bench.Broker.OpenAttempts > 5, _bench.Tick);
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 1, _bench.Tick);
        Diagnostic[] told = Bench.Told(writer);
        Assert.Equal(2, told.Length);
        Assert.Contains(ChannelFailure.Text, told[0].Text, StringComparison.Ordinal);
        Assert.Equal(DiagnosticLevel.Info, told[1].Level);
    }

    [Fact]
    public async Task A_full_queue_refuses_records_while_the_broker_is_away_and_says_how_many()
    {
        _bench.Broker.Refusal = ChannelFailure;
        LogWriter writer = _bench.Open(new RawOption("max_queue_bytes", "1048576"));
        string body = new('x', 100_000);
        int taken = 0;
        for (int i = 0; i < 20; i++)
            taken += writer.Submit(Encoding.UTF8.GetBytes(body)) == SubmitOutcome.Accepted ? 1 : 0;
        Assert.Equal(10, taken);
        Assert.Equal(10, writer.Counters.RefusedFull);
        _bench.Broker.Refusal = null;
        await Bench.Until(() => writer.Counters.Confirmed == 10, _bench.Tick);
        writer.Finish();
        Assert.Contains(
            Bench.Told(writer),
            told => told.Text.Contains("10 records of log 'test' lost", StringComparison.Ordinal) || told.Text.Contains("(10 in all)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_queue_makes_the_writer_wait_while_the_broker_takes_messages()
    {
        LogWriter writer = _bench.Open(new RawOption("max_queue_bytes", "1048576"));
        await Bench.Until(() => _bench.Broker.ChannelCount == 1);
        Bench.Submit(writer, "first");
        await Bench.Until(() => writer.Counters.Confirmed == 1);
        byte[] body = new byte[60_000];
        for (int i = 0; i < 500; i++)
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(body));
        writer.Finish();
        Assert.Equal((501, 0), (writer.Counters.Confirmed, writer.Counters.Lost));
    }

    [Fact]
    public async Task A_broker_that_asks_to_pause_gets_nothing_until_it_is_ready()
    {
        LogWriter writer = _bench.Open();
        await Bench.Until(() => _bench.Broker.ChannelCount == 1);
        _bench.Broker.Channel.Listener.OnBlocked(true, "low on memory");
        await Task.Delay(20);
        Bench.Submit(writer, "a");
        await Task.Delay(20);
        Assert.Empty(_bench.Broker.Channel.Bodies);
        _bench.Broker.Channel.Listener.OnBlocked(false, "");
        await Bench.Until(() => writer.Counters.Confirmed == 1);
    }

    [Fact]
    public async Task A_window_without_confirms_gives_the_connection_up()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Published == 1);
        _bench.Broker.ConfirmsAtOnce = true;
        await Bench.Until(() => writer.Counters.Confirmed == 1, _bench.Tick);
        Assert.Equal(2, _bench.Broker.ChannelCount);
        Assert.Contains("confirmed none of 1 messages", Assert.Single(_bench.Broker.GivenUp).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publish_call_that_does_not_return_gives_the_connection_up()
    {
        LogWriter writer = _bench.Open();
        await Bench.Until(() => _bench.Broker.ChannelCount == 1);
        _bench.Broker.Channel.Hang = new TaskCompletionSource();
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Confirmed == 1, _bench.Tick);
        Assert.Contains("took no data", Assert.Single(_bench.Broker.GivenUp).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writers_of_one_broker_do_not_hold_each_other_up()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter stuck = _bench.Open();
        Bench.Submit(stuck, "stuck");
        await Bench.Until(() => stuck.Counters.Published == 1);
        _bench.Broker.ConfirmsAtOnce = true;
        LogWriter other = _bench.Engine.OpenWriter(new LogSchema("other"), OptionParser.Parse([]));
        Bench.Submit(other, "a");
        await Bench.Until(() => other.Counters.Confirmed == 1);
        Assert.Equal(1, stuck.Counters.Outstanding);
    }

    [Fact]
    public async Task A_queue_that_confirms_nothing_costs_other_writers_no_connection()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter stuck = _bench.Open();
        Bench.Submit(stuck, "stuck");
        await Bench.Until(() => stuck.Counters.Published == 1);
        _bench.Broker.ConfirmsAtOnce = true;
        LogWriter other = _bench.Engine.OpenWriter(new LogSchema("other"), OptionParser.Parse([]));
        await UntilConfirmedWhileOtherSends(stuck, other);
        Assert.Empty(_bench.Broker.GivenUp);
        Assert.Contains(Bench.Told(stuck), told => told.Text.Contains("confirmed none of 1 messages", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_confirms_nothing_is_given_up_though_another_one_works()
    {
        RawOption connections = new("connections", "2");
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter stuck = _bench.Open(connections);
        Bench.Submit(stuck, "stuck");
        await Bench.Until(() => stuck.Counters.Published == 1);
        _bench.Broker.ConfirmsAtOnce = true;
        LogWriter other = _bench.Engine.OpenWriter(new LogSchema("other"), OptionParser.Parse([connections]));
        await UntilConfirmedWhileOtherSends(stuck, other);
        Assert.Equal("the broker confirmed none of 1 messages within 30 s; the connection is given up and made again", Assert.Single(_bench.Broker.GivenUp).Text);
        Assert.Equal([0, 1, 0], _bench.Broker.Routes.Select(route => route.Connection));
    }

    [Fact]
    public async Task Writers_are_spread_over_the_connections_in_the_order_in_which_they_open()
    {
        RawOption connections = new("connections", "3");
        LogWriter[] writers = [.. Enumerable.Range(0, 7).Select(i => i == 0 ? _bench.Open(connections) : _bench.Engine.OpenWriter(new LogSchema($"{i}"), OptionParser.Parse([connections])))];
        await Bench.Until(() => _bench.Broker.ChannelCount == 7);
        Dictionary<string, int> connectionOf = _bench.Broker.Routes.ToDictionary(route => route.WriterInstance, route => route.Connection);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], writers.Select(writer => connectionOf[writer.Instance]));
    }

    [Fact]
    public async Task A_limit_of_the_brokers_is_forgotten_with_its_connection()
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "too large");
        await Bench.Until(() => writer.Counters.Published == 1);
        _bench.Broker.Channel.Listener.OnClosed(new BrokerFailure(FailureScope.Channel, "406") { MaxMessageBytes = 5 });
        await Bench.Until(() => writer.Counters.TooLarge == 1, _bench.Tick);
        // The operator raises the limit, which takes a restart of the broker.
        _bench.Broker.ConfirmsAtOnce = true;
        await Bench.Until(() => _bench.Broker.ChannelCount == 2, _bench.Tick);
        _bench.Broker.Channel.Listener.OnClosed(ConnectionFailure);
        await Bench.Until(() => _bench.Broker.ChannelCount == 3, _bench.Tick);
        Bench.Submit(writer, "not too large");
        await Bench.Until(() => writer.Counters.Outstanding == 0, _bench.Tick);
        Assert.Equal((1, 1), (writer.Counters.Confirmed, writer.Counters.TooLarge));
    }

    [Fact]
    public async Task A_broker_that_cuts_each_attempt_off_is_not_asked_without_a_pause()
    {
        _bench.Broker.CutsOff = true;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a");
        await Task.Delay(100);
        Assert.InRange(_bench.Broker.OpenAttempts, 1, 2);
        _bench.Broker.CutsOff = false;
        await Bench.Until(() => writer.Counters.Confirmed == 1, _bench.Tick);
    }

    [Fact]
    public async Task Shutdown_gives_up_what_is_left_and_disposes_of_the_broker()
    {
        _bench.Broker.Refusal = ConnectionFailure;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, "a");
        Assert.Equal(new ShutdownOutcome(Abandoned: 1, Kept: 0), await _bench.EndProcessAsync());
        Assert.True(_bench.Broker.IsDisposed);
        Assert.Equal(1, writer.Counters.Abandoned);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_full_window_goes_on_by_confirms_alone_however_they_come(bool multiple)
    {
        _bench.Broker.ConfirmsAtOnce = false;
        LogWriter writer = _bench.Open();
        Bench.Submit(writer, Bench.Bodies(1, 600));
        // The clock stands still: nothing but a confirm wakes the loop.
        await Bench.Until(() => writer.Counters.Published == 512);
        IChannelListener listener = _bench.Broker.Channel.Listener;
        if (multiple)
        {
            listener.OnConfirmed(512, multiple: false);
            listener.OnConfirmed(511, multiple: true);
        }
        else
        {
            for (ulong tag = 128; tag > 0; tag--)
                listener.OnConfirmed(tag, multiple: false);
        }

        await Bench.Until(() => writer.Counters.Published == 600);
    }

    private Task UntilConfirmedWhileOtherSends(LogWriter stuck, LogWriter other)
    {
        int sent = 0;
        return Bench.Until(
            () => stuck.Counters.Confirmed == 1,
            () =>
            {
                Bench.Submit(other, $"{++sent}");
                _bench.Tick();
            });
    }
}
