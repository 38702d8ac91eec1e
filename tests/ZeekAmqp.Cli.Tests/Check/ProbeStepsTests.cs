using System.Text;
using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Cli.Check.Overseeing;
using ZeekAmqp.Cli.Check.Places;
using ZeekAmqp.Cli.Check.Probing;
using ZeekAmqp.Cli.Management;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Cli.Tests.Check;

public class ProbeStepsTests
{
    private static readonly ManagementSight Nothing = new() { Place = "http://mq1:15672", Failure = "nobody there" };

    [Fact]
    public async Task By_the_default_exchange_it_goes_to_a_queue_of_its_own_and_back()
    {
        var broker = new Broker();
        (await ProbeAsync(broker, Nothing)).AssertIs(StepStatus.Ok, "by the default exchange, into a queue of its own: confirmed after ");
        Assert.StartsWith(" test_queue.zeek-amqp-check.", Assert.Single(broker.Published));
        Assert.StartsWith("{\"zeek-amqp-check\": {\"ts\":", Assert.Single(broker.Bodies));
    }

    [Theory]
    [InlineData("topic", "dns.#", true)]
    [InlineData("topic", "#", false)]
    [InlineData("direct", "zeek.conn", true)]
    [InlineData("fanout", "", false)]
    [InlineData("headers", "", false)]
    [InlineData("x-consistent-hash", "1", false)]
    public async Task The_exchange_itself_gets_it_only_if_no_queue_of_others_can(string type, string key, bool isSafe)
    {
        ManagementSight sight = PlaceStepsTests.Sight(type, new BindingState("zeek", "theirs", IsToQueue: true, key, new Dictionary<string, string>()));
        await AssertWayAsync(sight, isSafe);
    }

    [Fact]
    public async Task Of_an_exchange_of_which_nothing_is_known_or_that_goes_with_its_last_binding_it_keeps_away()
    {
        await AssertWayAsync(Nothing, isSafe: false);
        ManagementSight sight = PlaceStepsTests.Sight("topic");
        await AssertWayAsync(sight, isSafe: true);
        await AssertWayAsync(sight with { Exchange = sight.Exchange! with { IsAutoDelete = true } }, isSafe: false);
    }

    [Fact]
    public async Task Names_that_permissions_may_allow_are_tried_one_after_the_other()
    {
        var questions = new FakeQuestions { Owning = name => name.StartsWith("test_queue", StringComparison.Ordinal) ? FakeQuestions.Refused : Answer.Yes };
        Assert.Equal(StepStatus.Ok, (await ProbeAsync(new Broker(), Nothing, questions)).Status);

        (await ProbeAsync(new Broker(), Nothing, new FakeQuestions { Owning = _ => FakeQuestions.Refused })).AssertIs(
            StepStatus.Skipped, "may not have a queue of its own, which the plugin does not need", "--probe-route");
        (await ProbeAsync(new Broker(), Nothing, new FakeQuestions { Publishing = exchange => exchange.Length == 0 ? FakeQuestions.Refused : FakeQuestions.Allowed }, "exchange=zeek")).AssertIs(
            StepStatus.Skipped, "may not write to the default exchange, which the plugin does not need");
        (await ProbeAsync(new Broker(), Nothing, new FakeQuestions { Consuming = FakeQuestions.Refused })).AssertIs(StepStatus.Ok, "not read back: the user may not read");
    }

    [Fact]
    public async Task What_goes_wrong_is_told()
    {
        (await ProbeAsync(new Broker { Blocks = "low on memory" }, Nothing)).AssertIs(StepStatus.Failed, "the broker has asked to pause: low on memory", "alarms");
        (await ProbeAsync(new Broker { Nacks = true }, Nothing)).AssertIs(StepStatus.Failed, "nack", "log");
        (await ProbeAsync(new Broker { Returns = true }, Nothing)).AssertIs(StepStatus.Failed, "came back: 312 NO_ROUTE", "log");
        (await ProbeAsync(new Broker { Refuses = "mq1 answered 403; give it" }, Nothing)).AssertIs(StepStatus.Failed, "mq1 answered 403", "log");
    }

    [Fact]
    public async Task A_record_on_the_route_is_marked_and_expires_and_comes_back_where_no_queue_is_bound()
    {
        var broker = new Broker();
        (await RouteAsync(broker, "exchange=zeek", "routing_key=zeek.{path}")).AssertIs(StepStatus.Ok, "a record marked 'zeek-amqp-check', to exchange 'zeek' with routing key 'zeek.conn', is in a queue");
        Assert.Equal("zeek zeek.conn", Assert.Single(broker.Published));
        Assert.Equal(TimeSpan.FromSeconds(10), broker.Properties!.Expiration);
        Assert.Equal("zeek-amqp-check", broker.Properties.Type);

        (await RouteAsync(new Broker { Returns = true }, "exchange=zeek", "mandatory=F")).AssertIs(StepStatus.Failed, "came back: 312 NO_ROUTE", "bind one");
        (await RouteAsync(new Broker(), "routing_key={field:uid}")).AssertIs(StepStatus.Skipped, "only a record says");
    }

    [Fact]
    public async Task An_exchange_that_takes_only_the_keys_of_records_gets_none_of_it()
    {
        var broker = new Broker();
        var questions = new FakeQuestions { Publishing = exchange => exchange.Length == 0 ? FakeQuestions.Allowed : FakeQuestions.Refused };
        (await ProbeAsync(broker, PlaceStepsTests.Sight("topic"), questions, "exchange=zeek")).AssertIs(StepStatus.Ok, "by the default exchange");
        Assert.StartsWith(" test_queue.", Assert.Single(broker.Published));
    }

    private static async Task AssertWayAsync(ManagementSight sight, bool isSafe)
    {
        var broker = new Broker();
        CheckStep step = await ProbeAsync(broker, sight, settings: ["exchange=zeek", "routing_key=zeek.conn"]);
        step.AssertIs(StepStatus.Ok, isSafe ? "to 'zeek' with a routing key of its own" : "nothing was sent to exchange 'zeek'");
        Assert.StartsWith(isSafe ? "zeek zeek-amqp-check." : " test_queue.zeek-amqp-check.", Assert.Single(broker.Published));
    }

    private static async Task<CheckStep> ProbeAsync(Broker broker, ManagementSight sight, FakeQuestions? questions = null, params string[] settings) =>
        await (await StepsAsync(broker, sight, questions ?? new FakeQuestions(), settings)).ProbeAsync(default);

    private static async Task<CheckStep> RouteAsync(Broker broker, params string[] settings) =>
        await (await StepsAsync(broker, Nothing, new FakeQuestions(), settings)).RouteAsync(default);

    private static async Task<ProbeSteps> StepsAsync(Broker broker, ManagementSight sight, FakeQuestions questions, string[] settings)
    {
        broker.Questions = questions;
        Destination destination = Steps.Destination(settings);
        var places = new PlaceSteps(questions, destination);
        await places.ExchangeAsync(default);
        await places.QueueAsync(default);
        var publisher = new ProbePublisher((_, _) => broker, TimeProvider.System);
        return new ProbeSteps(questions, publisher, destination, places, sight, Steps.Options().Broker, TimeProvider.System);
    }

    /// <summary>Gives each message to the consumer of the fake questions, or does what a test says.</summary>
    private sealed class Broker : IBroker, IPublishChannel
    {
        private IChannelListener? _listener;
        private AddressTemplate? _addresses;

        public FakeQuestions? Questions { get; set; }

        public string? Blocks { get; init; }

        public string? Refuses { get; init; }

        public bool Nacks { get; init; }

        public bool Returns { get; init; }

        public List<string> Published { get; } = [];

        public List<string> Bodies { get; } = [];

        public MessageProperties? Properties { get; private set; }

        public ConnectionCounts Connections => default;

        public IBodyCompressor? CreateCompressor(Compression compression) => null;

        public void ChangeTo(BrokerOptions options) => throw new NotSupportedException();

        public Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation)
        {
            if (Refuses is not null)
                throw new BrokerException(new BrokerFailure(FailureScope.Channel, Refuses));
            Assert.Equal(Declaration.None, route.Target.Topology.Declaration);
            Assert.True(route.Target.Properties.IsMandatory);
            (_listener, _addresses, Properties) = (listener, new AddressTemplate(route.Target), route.Target.Properties);
            return Task.FromResult<IPublishChannel>(this);
        }

        public ValueTask PublishAsync(OutboundMessage message, CancellationToken cancellation)
        {
            Address to = _addresses!.At(message.Values.Span, _addresses.PartitionOf(message.Sequence));
            Published.Add($"{to.Exchange} {to.RoutingKey}");
            Bodies.Add(Encoding.UTF8.GetString(message.Body.Span));
            if (Blocks is not null)
                _listener!.OnBlocked(true, Blocks);
            else if (Nacks)
                _listener!.OnNacked(1, multiple: false);
            else
                Deliver(message.Body.ToArray());
            return default;
        }

        public void GiveUpConnection(BrokerFailure failure)
        {
        }

        public ValueTask DisposeAsync() => default;

        private void Deliver(byte[] body)
        {
            if (Returns)
                _listener!.OnReturned(1, "312 NO_ROUTE");
            Questions!.Deliver(body);
            _listener!.OnConfirmed(1, multiple: false);
        }
    }
}
