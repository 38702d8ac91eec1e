using System.Text;
using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

public sealed class DeliveryTests : IAsyncDisposable
{
    private static readonly BrokerFailure ChannelFailure = new(FailureScope.Channel, "404: no exchange 'x'");
    private static readonly BrokerFailure ConnectionFailure = new(FailureScope.Connection, "connection reset");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeBroker _broker = new();
    private DeliveryEngine? _engine;

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
            await _engine.ShutdownAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Messages_arrive_in_order_and_are_counted()
    {
        LogWriter writer = Open();
        Submit(writer, "a", "b", "c");
        await Until(() => writer.Counters.Confirmed == 3);
        Assert.Equal(["a", "b", "c"], _broker.Channel.Bodies);
        Assert.Equal((3, 3, 3, 0), (writer.Counters.Accepted, writer.Counters.Published, writer.Counters.AcceptedBytes, writer.Counters.Lost));
        Assert.Equal(0, _engine!.Budget.UsedBytes);
    }

    [Fact]
    public async Task Nacked_message_is_retried_before_later_messages()
    {
        _broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Submit(writer, "a");
        await Until(() => writer.Counters.Published == 1);
        FakeChannel channel = _broker.Channel;
        channel.Hang = new TaskCompletionSource();
        Submit(writer, "b", "c");
        // "b" is being published when the nack of "a" comes.
        channel.Listener.OnNacked(1, multiple: false);
        await Task.Delay(20);
        channel.Hang.SetResult();
        await Until(() => channel.Bodies.Length == 4);
        Assert.True(Array.LastIndexOf(channel.Bodies, "a") > 0);
        Assert.Equal(1, writer.Counters.Retried);
        channel.Listener.OnConfirmed(4, multiple: true);
        await Until(() => writer.Counters.Confirmed == 3);
    }

    [Fact]
    public async Task Unconfirmed_messages_are_published_again_in_order_on_a_new_channel()
    {
        _broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Submit(writer, "a", "b", "c", "d");
        await Until(() => writer.Counters.Published == 4);
        FakeChannel first = _broker.Channel;
        first.Listener.OnConfirmed(2, multiple: false);
        _broker.ConfirmsAtOnce = true;
        first.Listener.OnClosed(ConnectionFailure);
        await Until(() => writer.Counters.Confirmed == 4);
        Assert.Equal(["a", "c", "d"], _broker.Channel.Bodies);
        Assert.Equal([ConnectionFailure], _broker.GivenUp);
    }

    [Fact]
    public async Task A_late_confirm_of_an_old_channel_settles_nothing_on_the_new_one()
    {
        _broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Submit(writer, "a");
        await Until(() => writer.Counters.Published == 1);
        FakeChannel first = _broker.Channel;
        first.Listener.OnClosed(ConnectionFailure);
        await Until(() => writer.Counters.Published == 2);
        first.Listener.OnConfirmed(1, multiple: false);
        await Task.Delay(20);
        Assert.Equal(0, writer.Counters.Confirmed);
    }

    [Fact]
    public async Task A_message_without_a_queue_is_counted_as_lost_and_reported_once()
    {
        _broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Submit(writer, "a", "b");
        await Until(() => writer.Counters.Published == 2);
        IChannelListener listener = _broker.Channel.Listener;
        listener.OnReturned(1, "312 NO_ROUTE");
        listener.OnConfirmed(2, multiple: true);
        await Until(() => writer.Counters is { Confirmed: 1, Rejected: 1 });
        writer.Finish();
        Diagnostic told = Assert.Single(Told(writer), told => told.Level == DiagnosticLevel.Error);
        Assert.Contains("1 record of log 'test' lost", told.Text, StringComparison.Ordinal);
        Assert.Contains("NO_ROUTE", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finish_waits_for_the_confirms()
    {
        _broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Submit(writer, "a");
        await Until(() => writer.Counters.Published == 1);
        Task finish = Task.Run(writer.Finish);
        await Task.Delay(20);
        Assert.False(finish.IsCompleted);
        _broker.Channel.Listener.OnConfirmed(1, multiple: false);
        await finish.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("log 'test': 1 record accepted, 1 confirmed, 0 lost", Assert.Single(Told(writer)).Text);
    }

    [Fact]
    public async Task Finish_gives_up_after_max_wait_on_shutdown_and_reports_how_many_and_why()
    {
        _broker.Refusal = ChannelFailure;
        LogWriter writer = Open();
        Submit(writer, "a", "b");
        Task finish = Task.Run(writer.Finish);
        await Until(() => finish.IsCompleted, () => _time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal((2, 2), (writer.Counters.Abandoned, writer.Counters.Lost));
        Assert.Equal(0, _engine!.Budget.UsedBytes);
        Diagnostic last = Told(writer).Last(told => told.Level == DiagnosticLevel.Error);
        Assert.Contains("2 records of log 'test'", last.Text, StringComparison.Ordinal);
        Assert.Contains(ChannelFailure.Text, last.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_cannot_be_opened_is_reported_once_and_when_it_is_over()
    {
        _broker.Refusal = ChannelFailure;
        LogWriter writer = Open();
        Submit(writer, "a");
        await Until(() => _broker.OpenAttempts > 5, () => _time.Advance(TimeSpan.FromSeconds(1)));
        _broker.Refusal = null;
        await Until(() => writer.Counters.Confirmed == 1, () => _time.Advance(TimeSpan.FromSeconds(1)));
        Diagnostic[] told = Told(writer);
        Assert.Equal(2, told.Length);
        Assert.Contains(ChannelFailure.Text, told[0].Text, StringComparison.Ordinal);
        Assert.Equal(DiagnosticLevel.Info, told[1].Level);
    }

    [Fact]
    public async Task A_full_queue_refuses_records_while_the_broker_is_away_and_says_how_many()
    {
        _broker.Refusal = ChannelFailure;
        LogWriter writer = Open(new RawOption("max_queue_bytes", "1048576"));
        string body = new('x', 100_000);
        int taken = 0;
        for (int i = 0; i < 20; i++)
            taken += writer.TrySubmit(Encoding.UTF8.GetBytes(body)) ? 1 : 0;
        Assert.Equal(10, taken);
        Assert.Equal(10, writer.Counters.RefusedFull);
        _broker.Refusal = null;
        await Until(() => writer.Counters.Confirmed == 10, () => _time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Contains(Told(writer), told => told.Text.Contains("10 records of log 'test' lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_queue_makes_the_writer_wait_while_the_broker_takes_messages()
    {
        LogWriter writer = Open(new RawOption("max_queue_bytes", "1048576"));
        await Until(() => _broker.ChannelCount == 1);
        Submit(writer, "first");
        await Until(() => writer.Counters.Confirmed == 1);
        byte[] body = new byte[60_000];
        for (int i = 0; i < 500; i++)
            Assert.True(writer.TrySubmit(body));
        writer.Finish();
        Assert.Equal((501, 0), (writer.Counters.Confirmed, writer.Counters.Lost));
    }

    [Fact]
    public async Task A_broker_that_asks_to_pause_gets_nothing_until_it_is_ready()
    {
        LogWriter writer = Open();
        await Until(() => _broker.ChannelCount == 1);
        _broker.Channel.Listener.OnBlocked(true, "low on memory");
        await Task.Delay(20);
        Submit(writer, "a");
        await Task.Delay(20);
        Assert.Empty(_broker.Channel.Bodies);
        _broker.Channel.Listener.OnBlocked(false, "");
        await Until(() => writer.Counters.Confirmed == 1);
    }

    [Fact]
    public async Task A_window_without_confirms_gives_the_connection_up()
    {
        _broker.ConfirmsAtOnce = false;
        LogWriter writer = Open();
        Submit(writer, "a");
        await Until(() => writer.Counters.Published == 1);
        _broker.ConfirmsAtOnce = true;
        await Until(() => writer.Counters.Confirmed == 1, () => _time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal(2, _broker.ChannelCount);
        Assert.Contains("confirmed none of 1 messages", Assert.Single(_broker.GivenUp).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publish_call_that_does_not_return_gives_the_connection_up()
    {
        LogWriter writer = Open();
        await Until(() => _broker.ChannelCount == 1);
        _broker.Channel.Hang = new TaskCompletionSource();
        Submit(writer, "a");
        await Until(() => writer.Counters.Confirmed == 1, () => _time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Contains("took no data", Assert.Single(_broker.GivenUp).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writers_of_one_broker_do_not_hold_each_other_up()
    {
        _broker.ConfirmsAtOnce = false;
        LogWriter stuck = Open();
        Submit(stuck, "stuck");
        await Until(() => stuck.Counters.Published == 1);
        _broker.ConfirmsAtOnce = true;
        LogWriter other = _engine!.OpenWriter(new LogSchema("other"), OptionParser.Parse([]));
        Submit(other, "a");
        await Until(() => other.Counters.Confirmed == 1);
        Assert.Equal(1, stuck.Counters.Outstanding);
    }

    [Fact]
    public async Task Shutdown_gives_up_what_is_left_and_disposes_of_the_broker()
    {
        _broker.Refusal = ConnectionFailure;
        LogWriter writer = Open();
        Submit(writer, "a");
        Assert.Equal(1, await _engine!.ShutdownAsync(TimeSpan.Zero));
        Assert.True(_broker.IsDisposed);
        Assert.Equal(1, writer.Counters.Abandoned);
        _engine = null;
    }

    private LogWriter Open(params RawOption[] options)
    {
        WriterOptions parsed = OptionParser.Parse(options);
        _engine ??= new DeliveryEngine(parsed.Broker, (_, _) => _broker, new FinishClock(_time), _time);
        return _engine.OpenWriter(new LogSchema("test"), parsed);
    }

    private static void Submit(LogWriter writer, params string[] bodies)
    {
        foreach (string body in bodies)
            Assert.True(writer.TrySubmit(Encoding.UTF8.GetBytes(body)));
    }

    private static Diagnostic[] Told(LogWriter writer)
    {
        var told = new List<Diagnostic>();
        while (writer.TryTakeDiagnostic(out Diagnostic diagnostic))
            told.Add(diagnostic);
        return [.. told];
    }

    /// <summary>Waits for what other threads do; the bound only ends a test that has failed.</summary>
    private static async Task Until(Func<bool> condition, Action? meanwhile = null)
    {
        for (int i = 0; i < 6000; i++)
        {
            if (condition())
                return;
            meanwhile?.Invoke();
            await Task.Delay(5);
        }

        Assert.Fail("what was waited for did not happen within 30 s");
    }
}
