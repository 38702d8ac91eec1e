using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>The way to the broker changes while logs are open.</summary>
public sealed class ConnectionChangeTests : IAsyncDisposable
{
    private readonly ChangeBench _bench = new(new RawOption("hostname", "a"));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Records_after_a_change_go_the_new_way_and_those_that_are_confirmed_are_not_repeated()
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, Bench.Bodies(1, 100));
        await Bench.Until(() => writer.Counters.Confirmed == 100);
        _bench.Change(new RawOption("hostname", "b"), new RawOption("password", "other"));
        BrokerOptions now = Assert.Single(_bench.Broker.Changes);
        Assert.Equal(("b", "other"), (now.Host, now.Credentials.Password));
        await Bench.Until(() => _bench.Broker.ChannelCount == 2);
        Bench.Submit(writer, Bench.Bodies(101, 200));
        await Bench.Until(() => writer.Counters.Confirmed == 200);
        Assert.Equal(Bench.Bodies(1, 100), _bench.Broker.Channels[0].Bodies);
        Assert.Equal(Bench.Bodies(101, 200), _bench.Broker.Channels[1].Bodies);
        Assert.Equal((0, 0), (writer.Counters.Retried, writer.Counters.Lost));
    }

    [Fact]
    public async Task What_is_under_way_is_waited_for_and_then_published_again_with_the_same_sequence()
    {
        _bench.NewBroker = () => new FakeBroker { ConfirmsAtOnce = false };
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "a", "b", "c", "d");
        await Bench.Until(() => writer.Counters.Published == 4);
        _bench.Change(new RawOption("hostname", "b"));
        Bench.Submit(writer, "e");
        // The old broker confirms what it has, out of order.
        _bench.Broker.Channel.Listener.OnConfirmed(2, multiple: false);
        await Bench.Until(() => writer.Counters.Confirmed == 1);
        Assert.Equal(1, _bench.Broker.ChannelCount);
        _bench.Broker.ConfirmsAtOnce = true;
        await _bench.Until(() => writer.Counters.Confirmed == 5);
        Assert.Equal(["a", "b", "c", "d"], _bench.Broker.Channels[0].Bodies);
        Assert.Equal([("a", 1ul), ("c", 3), ("d", 4), ("e", 5)], _bench.Broker.Channel.Messages.Select(message => (message.Body, message.Sequence)));
    }

    [Fact]
    public async Task Where_all_is_confirmed_in_time_nothing_comes_twice()
    {
        _bench.NewBroker = () => new FakeBroker { ConfirmsAtOnce = false };
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, Bench.Bodies(1, 10));
        await Bench.Until(() => writer.Counters.Published == 10);
        _bench.Change(new RawOption("username", "zeek"));
        Bench.Submit(writer, Bench.Bodies(11, 20));
        FakeChannel old = _bench.Broker.Channel;
        _bench.Broker.ConfirmsAtOnce = true;
        old.Listener.OnConfirmed(10, multiple: true);
        await Bench.Until(() => writer.Counters.Confirmed == 20);
        Assert.Equal(Bench.Bodies(1, 20), _bench.Broker.AllBodies);
    }

    [Fact]
    public async Task A_broker_that_is_away_is_left_at_once_and_all_that_waits_goes_to_the_new_one_in_order()
    {
        _bench.NewBroker = () => new FakeBroker { Refusal = new BrokerFailure(FailureScope.Channel, "no such exchange") };
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, Bench.Bodies(1, 50));
        // Between two attempts, some seconds apart; time stands still.
        await Bench.Until(() => _bench.Broker.OpenAttempts == 1);
        await Task.Delay(50);
        _bench.Broker.Refusal = null;
        _bench.Change(new RawOption("amqp_port", "5673"));
        await Bench.Until(() => writer.Counters.Confirmed == 50);
        Assert.Equal(Bench.Bodies(1, 50), _bench.Broker.AllBodies);
    }

    [Fact]
    public async Task A_channel_that_hangs_is_left_after_a_while()
    {
        LogWriter writer = _bench.Open("test");
        Bench.Submit(writer, "a");
        await Bench.Until(() => writer.Counters.Confirmed == 1);
        _bench.Broker.Channel.Hang = new TaskCompletionSource();
        Bench.Submit(writer, "b");
        await Task.Delay(50);
        _bench.Change(new RawOption("hostname", "b"));
        await _bench.Until(() => writer.Counters.Confirmed == 2);
        Assert.Equal(["a", "b"], _bench.Broker.AllBodies);
    }

    [Fact]
    public async Task A_log_with_settings_of_its_own_keeps_them_and_has_connections_of_its_own()
    {
        LogWriter common = _bench.Open("common");
        LogWriter own = _bench.Open("own", new RawOption("hostname", "a"));
        Assert.Equal(2, _bench.Brokers.Count);
        _bench.Change(new RawOption("hostname", "b"), new RawOption("username", "zeek"));
        Assert.Equal([("b", "zeek")], _bench.Brokers[0].Broker.Changes.Select(options => (options.Host, options.Credentials.Username)));
        Assert.Equal([("a", "zeek")], _bench.Brokers[1].Broker.Changes.Select(options => (options.Host, options.Credentials.Username)));
        Bench.Submit(common, "c");
        Bench.Submit(own, "o");
        await Bench.Until(() => common.Counters.Confirmed == 1 && own.Counters.Confirmed == 1);
    }

    [Fact]
    public void A_log_that_is_opened_later_shares_the_connections_of_those_before_it()
    {
        _bench.Open("first");
        _bench.Change(new RawOption("hostname", "b"));
        _bench.Open("second");
        Assert.Single(_bench.Brokers);
        // And so do those of a change that came before its logs had heard of it.
        Assert.Equal("b", _bench.Broker.Changes[^1].Host);
    }

    [Fact]
    public async Task Two_brokers_that_become_one_keep_their_connections_and_lose_nothing()
    {
        LogWriter common = _bench.Open("common");
        LogWriter own = _bench.Open("own", new RawOption("hostname", "b"));
        _bench.Change(new RawOption("hostname", "b"));
        Assert.Empty(_bench.Brokers[1].Broker.Changes);
        Bench.Submit(common, "c");
        Bench.Submit(own, "o");
        await Bench.Until(() => common.Counters.Confirmed == 1 && own.Counters.Confirmed == 1);
    }

    [Fact]
    public void What_one_log_cannot_take_changes_nothing_for_any()
    {
        _bench.Change(new RawOption("tls", "T"));
        _bench.Open("first");
        LogWriter own = _bench.Open("own", new RawOption("tls_ca_file", "/ca"));
        var exception = Assert.Throws<OptionException>(
            () => _bench.Change(new RawOption("tls", "F"), new RawOption("hostname", "b"), new RawOption("password", "s3cr3t"), new RawOption("overflow", "block")));
        Assert.StartsWith("log 'own': option 'tls_ca_file' is set, but 'tls' is F", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.Message, StringComparison.Ordinal);
        Assert.All(_bench.Brokers, broker => Assert.Empty(broker.Broker.Changes));
        Assert.Equal(OverflowPolicy.DropNewest, own.Options.Delivery.Overflow);
    }

    [Fact]
    public void An_option_that_cannot_change_is_refused_with_the_logs_name()
    {
        _bench.Open("test");
        var exception = Assert.Throws<OptionException>(() => _bench.Change(new RawOption("max_queue_bytes", "1048576")));
        Assert.StartsWith("log 'test': option 'max_queue_bytes' ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_under_load_lose_no_record_and_keep_the_order()
    {
        LogWriter writer = _bench.Open("test");
        for (int round = 0; round < 50; round++)
        {
            Bench.Submit(writer, Bench.Bodies((round * 100) + 1, (round * 100) + 100));
            _bench.Change(new RawOption("hostname", $"host{round}"));
        }

        await _bench.Until(() => writer.Counters.Confirmed == 5000);
        // What was published in the moment of a change is confirmed at once here, so nothing comes twice.
        Assert.Equal(Bench.Bodies(1, 5000), _bench.Broker.AllBodies);
        Assert.Equal(0, writer.Counters.Lost);
    }
}
