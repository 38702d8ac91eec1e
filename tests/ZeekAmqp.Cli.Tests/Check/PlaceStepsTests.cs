using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Cli.Check.Overseeing;
using ZeekAmqp.Cli.Check.Places;
using ZeekAmqp.Cli.Management;

namespace ZeekAmqp.Cli.Tests.Check;

public class PlaceStepsTests
{
    private static readonly ManagementSight Nothing = new() { Place = "http://mq1:15672", Failure = "nobody there", IsUnreachable = true };

    [Theory]
    [InlineData(404, "there is no exchange 'zeek'", "set exchange_type")]
    [InlineData(404, "there is no exchange 'zeek'", "set declare to T and exchange_type", "declare=passive")]
    [InlineData(-1, "the broker did not tell about exchange 'zeek'", "alarms")]
    [InlineData(541, "the broker answered 541", "the broker's log")]
    public async Task An_exchange_that_is_not_there_fails(int code, string text, string advice, params string[] settings)
    {
        var places = new PlaceSteps(new FakeQuestions { Exchange = new Answer(code, "words") }, Steps.Destination(["exchange=zeek", .. settings]));
        (await places.ExchangeAsync(default)).AssertIs(StepStatus.Failed, text, advice);
        Assert.Equal(PlaceState.Missing, places.Exchange);
    }

    [Fact]
    public async Task An_exchange_that_would_be_made_is_well()
    {
        var places = new PlaceSteps(new FakeQuestions { Exchange = FakeQuestions.Missing }, Steps.Destination("exchange=zeek", "exchange_type=topic", "exchange_auto_delete=T"));
        (await places.ExchangeAsync(default)).AssertIs(StepStatus.Ok, "would be declared: type topic, durable, auto-delete");
        Assert.Equal(PlaceState.WouldBeDeclared, places.Exchange);
    }

    [Theory]
    [InlineData(404, "and it is not declared", "set declare to T", "declare=passive")]
    [InlineData(404, "and it is not declared", "make it", "declare=F")]
    [InlineData(405, "exclusively", "another queue_name")]
    [InlineData(-1, "did not tell about queue", "alarms")]
    public async Task A_queue_that_cannot_be_used_fails(int code, string text, string advice, params string[] settings)
    {
        var places = new PlaceSteps(new FakeQuestions { Queue = new QueueAnswer(new Answer(code, "words")) }, Steps.Destination(settings));
        (await places.QueueAsync(default)).AssertIs(StepStatus.Failed, text, advice);
    }

    [Fact]
    public async Task A_queue_whose_node_is_down_is_not_taken_for_one_that_would_be_made()
    {
        var answer = new Answer(Answer.NotFound, "NOT_FOUND - queue 'q' is down or inaccessible");
        var places = new PlaceSteps(new FakeQuestions { Queue = new QueueAnswer(answer) }, Steps.Destination());
        (await places.QueueAsync(default)).AssertIs(StepStatus.Failed, "down or inaccessible", "start that node");
        Assert.Equal(PlaceState.Missing, places.Queue);
    }

    [Theory]
    [InlineData(0, 0, StepStatus.Ok, "0 messages ready, 0 consumers")]
    [InlineData(1, 1, StepStatus.Ok, "1 message ready, 1 consumer")]
    [InlineData(7, 0, StepStatus.Warning, "7 messages ready, 0 consumers")]
    public async Task The_depth_of_a_queue_is_told(uint messages, uint consumers, object status, string text)
    {
        var places = new PlaceSteps(new FakeQuestions { Queue = new QueueAnswer(Answer.Yes, messages, consumers) }, Steps.Destination());
        (await places.QueueAsync(default)).AssertIs((StepStatus)status, text);
    }

    [Fact]
    public async Task What_each_record_names_is_not_looked_for()
    {
        var questions = new FakeQuestions();
        Destination destination = Steps.Destination("exchange={field:proto}", "queue_name=q-{field:proto}", "routing_key={field:uid}");
        var places = new PlaceSteps(questions, destination);
        (await places.ExchangeAsync(default)).AssertIs(StepStatus.Skipped, "each record names its own");
        (await places.QueueAsync(default)).AssertIs(StepStatus.Skipped, "each record names its own");
        (await new BindingStep(questions, destination, places, Nothing).AskAsync(default)).AssertIs(StepStatus.Skipped, "each record");
        Assert.Empty(questions.Asked);
    }

    [Theory]
    [InlineData(StepStatus.Ok, "routing key 'test_queue' leads to the queue of that name", "")]
    [InlineData(StepStatus.Failed, "there is none of the name 'other': records would come back", "set routing_key to 'test_queue'", "routing_key=other")]
    [InlineData(StepStatus.Failed, "nobody would notice", "routing_key", "routing_key=other", "mandatory=F")]
    [InlineData(StepStatus.Failed, "'k-0', 'k-1'", "correct routing_key", "routing_key=k-{partition}", "partitions=2")]
    public async Task The_default_exchange_needs_a_queue_of_the_keys_name(object status, string text, string advice, params string[] settings)
    {
        var questions = new FakeQuestions { Queue = new QueueAnswer(FakeQuestions.Missing) };
        (await BindingsAsync(questions, Nothing, settings)).AssertIs((StepStatus)status, text, advice);
    }

    [Fact]
    public async Task Bindings_are_not_known_without_the_management_api() =>
        (await BindingsAsync(new FakeQuestions(), Nothing, "exchange=zeek", "queue_name=")).AssertIs(StepStatus.Skipped, "AMQP does not list bindings", "--probe-route");

    [Theory]
    [InlineData("topic", "zeek.*", StepStatus.Ok, "leads from 'zeek' (topic) to queue 'all'")]
    [InlineData("topic", "dns.#", StepStatus.Failed, "no binding of 'zeek' (topic) takes the routing key 'zeek.conn'")]
    [InlineData("direct", "zeek.*", StepStatus.Failed, "no binding of 'zeek' (direct)")]
    [InlineData("fanout", "", StepStatus.Ok, "to queue 'all'")]
    [InlineData("headers", "", StepStatus.Skipped, "only a record shows")]
    public async Task The_management_api_tells_where_bindings_lead(string type, string key, object status, string text)
    {
        ManagementSight sight = Sight(type, new BindingState("zeek", "all", IsToQueue: true, key, new Dictionary<string, string>()));
        (await BindingsAsync(new FakeQuestions(), sight, "exchange=zeek", "queue_name=", "routing_key=zeek.{path}")).AssertIs((StepStatus)status, text);
    }

    [Fact]
    public async Task A_binding_that_the_plugin_makes_counts()
    {
        string[] settings = ["exchange=zeek", "binding_keys=zeek.conn", "routing_key=zeek.{path}"];
        (await BindingsAsync(new FakeQuestions(), Sight("topic"), settings)).AssertIs(StepStatus.Ok, "to queue 'test_queue'");
        (await BindingsAsync(new FakeQuestions(), Sight("topic"), [.. settings, "declare=passive"])).AssertIs(StepStatus.Failed, "no binding", "binding_keys");
    }

    internal static ManagementSight Sight(string type, params BindingState[] bindings) => new()
    {
        Place = "http://mq1:15672",
        Exchange = new ExchangeState { Name = "zeek", VirtualHost = "/", Type = type },
        Bindings = bindings,
    };

    private static async Task<CheckStep> BindingsAsync(FakeQuestions questions, ManagementSight sight, params string[] settings)
    {
        Destination destination = Steps.Destination(settings);
        var places = new PlaceSteps(questions, destination);
        await places.ExchangeAsync(default);
        await places.QueueAsync(default);
        return await new BindingStep(questions, destination, places, sight).AskAsync(default);
    }
}
