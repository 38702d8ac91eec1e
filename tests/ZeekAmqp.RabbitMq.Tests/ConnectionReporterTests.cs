using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>What several connections say of one trouble.</summary>
[Collection(BrokerCollection.Name)]
public sealed class ConnectionReporterTests(BrokerFixture broker)
{
    private const string Place = "mq1:5672, vhost '/'";

    private readonly FakeTimeProvider _time = new();
    private readonly DiagnosticQueue _diagnostics = new();

    [Fact]
    public void The_first_of_several_connections_that_is_lost_speaks_for_all_whatever_each_has_noticed()
    {
        var reporter = new ConnectionReporter(_diagnostics, 8, _time);
        for (int i = 0; i < 8; i++)
            reporter.Lost(i, Place, $"none of {i} messages confirmed");
        // An idle one may notice it minutes later.
        _time.Advance(TimeSpan.FromMinutes(5));
        reporter.Lost(7, Place, "none of 70 messages confirmed");
        Assert.Equal(["none of 0 messages confirmed (the first of 8 connections to say so); records are kept until there is a new one"], Told());
        reporter.Lost(3, "mq2:5672, vhost '/'", "another host");
        Assert.Single(Told());
    }

    [Fact]
    public void A_single_connection_tells_each_reason_and_no_number()
    {
        var reporter = new ConnectionReporter(_diagnostics, 1, _time);
        reporter.Lost(0, Place, "one reason");
        reporter.Lost(0, Place, "another reason");
        Assert.Equal(["one reason; records are kept until there is a new one", "another reason; records are kept until there is a new one"], Told());
    }

    [Fact]
    public async Task The_first_connection_that_is_back_ends_the_trouble_and_one_that_is_not_says_so_after_a_minute()
    {
        await using var link = new OpenLink(broker);
        BrokerLink made = await link.OpenAsync();
        var reporter = new ConnectionReporter(_diagnostics, 3, _time);
        for (int i = 0; i < 3; i++)
            reporter.Connected(i, made);
        Assert.Equal([$"connected to {made.Place} (RabbitMQ {made.ServerVersion}, the first of 3 connections)"], Told());
        for (int i = 0; i < 3; i++)
        {
            reporter.Lost(i, made.Place, "lost");
            reporter.CannotConnect(i, Place, "refused");
        }

        Assert.Equal(2, Told().Length);
        reporter.Connected(0, made);
        reporter.Connected(1, made);
        reporter.CannotConnect(2, Place, "refused");
        Assert.StartsWith("connected again", Assert.Single(Told()), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));
        reporter.CannotConnect(2, Place, "refused");
        reporter.CannotConnect(2, Place, "refused");
        reporter.Connected(2, made);
        string[] told = Told();
        Assert.Equal(2, told.Length);
        Assert.StartsWith("refused", told[0], StringComparison.Ordinal);
        Assert.StartsWith("connected again", told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_state_is_one_event_however_many_messages_tell_of_it()
    {
        await using var link = new OpenLink(broker);
        BrokerLink made = await link.OpenAsync();
        var reporter = new ConnectionReporter(_diagnostics, 2, _time);
        reporter.CannotConnect(0, Place, "refused");
        reporter.CannotConnect(0, Place, "refused");
        Assert.Equal([(DiagnosticEvent.Disconnected, Place, "refused")], Events());
        reporter.Connected(0, made);
        reporter.Connected(1, made);
        Assert.Equal([(DiagnosticEvent.Connected, made.Place, null)], Events());
        for (int i = 0; i < 2; i++)
        {
            reporter.Lost(i, made.Place, $"lost {i}");
            reporter.CannotConnect(i, Place, "cannot connect");
        }

        Assert.Equal([(DiagnosticEvent.Disconnected, made.Place, "lost 0")], Events());
        reporter.Connected(1, made);
        Assert.Equal([(DiagnosticEvent.Connected, made.Place, null)], Events());
    }

    [Fact]
    public void A_pause_is_told_with_the_first_connection_that_is_asked_and_its_end_with_the_last()
    {
        var reporter = new ConnectionReporter(_diagnostics, 3, _time);
        for (int i = 0; i < 3; i++)
            reporter.Blocked(i, Place, "low on memory");
        Assert.Equal([$"{Place} asks to pause: low on memory; records are kept until its alarm is over"], Told());
        reporter.Blocked(0, Place, null);
        // It is asked again when it is made again.
        reporter.Lost(1, Place, "lost");
        Assert.Single(Told());
        reporter.Blocked(2, Place, null);
        Assert.Equal([$"{Place} takes records again"], Told());
        reporter.Blocked(1, Place, "low on disk");
        Assert.Single(Told());
    }

    private (DiagnosticEvent, string?, string?)[] Events()
    {
        var events = new List<(DiagnosticEvent, string?, string?)>();
        while (_diagnostics.TryTake(out Diagnostic diagnostic))
        {
            if (diagnostic.Event != DiagnosticEvent.None)
                events.Add((diagnostic.Event, diagnostic.Subject, diagnostic.Reason));
        }

        return [.. events];
    }

    private string[] Told()
    {
        var told = new List<string>();
        while (_diagnostics.TryTake(out Diagnostic diagnostic))
            told.Add(diagnostic.Text);
        return [.. told];
    }

    /// <summary>A connection to the shared broker.</summary>
    private sealed class OpenLink(BrokerFixture broker) : IAsyncDisposable
    {
        private BrokerLink? _link;

        public async Task<BrokerLink> OpenAsync()
        {
            BrokerOptions options = OptionParser.Parse([new("hostname", broker.Host), new("amqp_port", $"{broker.Port}")]).Broker;
            return _link = await Handshake.OpenAsync(options, "test", avoid: null, _ => { }, CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            if (_link is not null)
                await _link.CloseAsync();
        }
    }
}
