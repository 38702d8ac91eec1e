using ZeekAmqp.Cli.Check;
using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Cli.Check.Places;

namespace ZeekAmqp.Cli.Tests.Check;

public class PermissionStepTests
{
    [Fact]
    public async Task Of_what_exists_only_writing_is_needed()
    {
        var questions = new FakeQuestions();
        (await AskAsync(questions, "exchange=zeek")).AssertIs(StepStatus.Ok, "user 'zeek' has write (exchange 'zeek')");
        Assert.DoesNotContain(questions.Asked, question => question.StartsWith("may declare", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_would_be_declared_needs_configure()
    {
        var questions = new FakeQuestions { Exchange = FakeQuestions.Missing, Queue = new QueueAnswer(FakeQuestions.Missing), Declaring = FakeQuestions.Refused };
        CheckStep step = await AskAsync(questions, "exchange=zeek", "exchange_type=topic", "binding_keys=#");
        step.AssertIs(StepStatus.Failed, "access refused for user 'zeek'", "(configure): rabbitmqctl set_permissions -p 'v'");
        Assert.Contains("may declare exchange zeek", questions.Asked);
        Assert.Contains("may declare queue test_queue", questions.Asked);
        // It is not there: nothing can be asked about publishing to it.
        Assert.DoesNotContain("may publish to zeek", questions.Asked);
    }

    [Fact]
    public async Task Binding_is_asked_for_where_it_is_done()
    {
        var questions = new FakeQuestions { Binding = FakeQuestions.Refused };
        (await AskAsync(questions, "exchange=zeek", "binding_keys=#")).AssertIs(StepStatus.Failed, "refused", "write to the queue and read from the exchange");
        Assert.Equal(StepStatus.Ok, (await AskAsync(questions, "exchange=zeek")).Status);
        Assert.Equal(StepStatus.Ok, (await AskAsync(questions, "exchange=zeek", "binding_keys=#", "declare=passive")).Status);
    }

    [Fact]
    public async Task A_topic_that_may_not_be_written_to_has_a_command_of_its_own()
    {
        var refusal = new Answer(Answer.AccessRefused, "ACCESS_REFUSED - access to topic 'zeek.conn' in exchange 'zeek' refused");
        (await AskAsync(new FakeQuestions { Publishing = _ => refusal }, "exchange=zeek")).AssertIs(StepStatus.Failed, "topic 'zeek.conn'", "rabbitmqctl set_topic_permissions -p 'v'");
    }

    [Fact]
    public async Task What_the_broker_does_not_answer_is_not_known() =>
        (await AskAsync(new FakeQuestions { Publishing = _ => new Answer(Answer.NoAnswer, "no answer within 10 s") })).AssertIs(
            StepStatus.Skipped, "not known: write (the default exchange): no answer within 10 s");

    [Fact]
    public async Task Of_another_product_nothing_is_asked()
    {
        var questions = new FakeQuestions { Greeting = new Greeting("Other", "1.0", "", ["publisher_confirms"], TimeSpan.Zero) };
        (await AskAsync(questions)).AssertIs(StepStatus.Skipped, "made for RabbitMQ");
        Assert.DoesNotContain(questions.Asked, question => question.StartsWith("may", StringComparison.Ordinal));
    }

    private static async Task<CheckStep> AskAsync(FakeQuestions questions, params string[] settings)
    {
        Destination destination = Steps.Destination(settings);
        var places = new PlaceSteps(questions, destination);
        await places.ExchangeAsync(default);
        await places.QueueAsync(default);
        return await new PermissionStep(questions, destination, places, "v").AskAsync(default);
    }
}
