using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Places;

/// <summary>Looks for exchange and queue, and says whether they are there or would be made.</summary>
/// <param name="questions">Asks the broker.</param>
/// <param name="destination">What is looked for.</param>
internal sealed class PlaceSteps(IBrokerQuestions questions, Destination destination)
{
    private TopologyOptions Topology => destination.Target.Topology;

    /// <summary>What there is of the exchange; after <see cref="ExchangeAsync"/>.</summary>
    public PlaceState Exchange { get; private set; }

    /// <summary>What there is of the queue; after <see cref="QueueAsync"/>.</summary>
    public PlaceState Queue { get; private set; }

    /// <summary>The step of the exchange.</summary>
    public async Task<CheckStep> ExchangeAsync(CancellationToken cancellation)
    {
        if (destination.Exchange is not { } name)
            return CheckStep.Skipped(StepName.Exchange, $"not tried: each record names its own ('{destination.Target.Exchange}')");
        (string, object?)[] data = [("exchange", name)];
        if (name.Length == 0)
        {
            Exchange = PlaceState.Exists;
            return CheckStep.Ok(StepName.Exchange, "the default exchange is always there") with { Data = data };
        }

        Answer answer = await questions.ExchangeAsync(name, cancellation).ConfigureAwait(false);
        bool isMade = Topology.Declaration == Declaration.Missing && Topology.ExchangeType.Length > 0;
        Exchange = StateOf(answer, isMade);
        CheckStep step = answer.Code switch
        {
            0 => CheckStep.Ok(StepName.Exchange, $"'{name}' is there"),
            Answer.NotFound when isMade => CheckStep.Ok(StepName.Exchange, $"'{name}' is not there, and would be declared: {Description()}"),
            Answer.NotFound => CheckStep.Failed(StepName.Exchange, $"there is no exchange '{name}'", $"correct exchange, make it (rabbitmqadmin declare exchange name='{name}' type=topic), or let it be made: {HowToMake()}"),
            _ => Unanswered(StepName.Exchange, $"exchange '{name}'", answer),
        };
        return step with { Data = [.. data, ("exists", answer.IsYes)] };
    }

    /// <summary>The step of the queue.</summary>
    public async Task<CheckStep> QueueAsync(CancellationToken cancellation)
    {
        if (destination.Queue is not { } name)
            return CheckStep.Skipped(StepName.Queue, $"not tried: each record names its own ('{destination.Target.QueueName}')");
        (string, object?)[] data = [("queue", name)];
        if (name.Length == 0)
            return CheckStep.Ok(StepName.Queue, "none is made sure of (queue_name is empty)") with { Data = data };

        QueueAnswer found = await questions.QueueAsync(name, cancellation).ConfigureAwait(false);
        bool isMade = Topology.Declaration == Declaration.Missing;
        Queue = StateOf(found.Answer, isMade);
        CheckStep step = found.Answer.Code switch
        {
            0 => Describe(name, found),
            Answer.NotFound when found.Answer.Text.Contains("is down or inaccessible", StringComparison.Ordinal) =>
                CheckStep.Failed(StepName.Queue, found.Answer.Text, "start that node of the cluster, or use a quorum queue"),
            Answer.NotFound when isMade => CheckStep.Ok(StepName.Queue, $"'{name}' is not there, and would be declared: {QueueDescription()}"),
            Answer.NotFound when Topology.Declaration == Declaration.None && !destination.IsDefaultExchange =>
                CheckStep.Warning(StepName.Queue, $"there is no queue '{name}', and nothing is declared (declare is F)", "correct queue_name, or leave it empty"),
            Answer.NotFound => CheckStep.Failed(StepName.Queue, $"there is no queue '{name}', and it is not declared", $"correct queue_name, make it (rabbitmqadmin declare queue name='{name}' durable=true), or set declare to T"),
            Answer.ResourceLocked => CheckStep.Failed(StepName.Queue, $"another client holds '{name}' exclusively", "use another queue_name"),
            _ => Unanswered(StepName.Queue, $"queue '{name}'", found.Answer),
        };
        return step with { Data = [.. data, ("exists", found.Answer.IsYes), .. found.Answer.IsYes ? DataOf(found) : []] };
    }

    private static (string, object?)[] DataOf(QueueAnswer found) => [("messages", (long)found.Messages), ("consumers", (long)found.Consumers)];

    private static CheckStep Describe(string name, QueueAnswer found)
    {
        string text = $"'{name}' is there: {found.Messages} message{(found.Messages == 1 ? "" : "s")} ready, {found.Consumers} consumer{(found.Consumers == 1 ? "" : "s")}";
        return found is { Messages: > 0, Consumers: 0 }
            ? CheckStep.Warning(StepName.Queue, text, "nobody takes what waits there: start the consumer, or limit the queue (x-max-length, x-message-ttl)")
            : CheckStep.Ok(StepName.Queue, text);
    }

    private static CheckStep Unanswered(string step, string what, Answer answer) => answer.Code == Answer.NoAnswer
        ? CheckStep.Failed(step, $"the broker did not tell about {what}: {answer.Text}", "see the broker's log and its alarms")
        : CheckStep.Failed(step, $"the broker answered {answer.Code}: {answer.Text}", "see the broker's log");

    private static PlaceState StateOf(Answer answer, bool isMade) => answer.Code switch
    {
        0 => PlaceState.Exists,
        Answer.NotFound when isMade && !answer.Text.Contains("is down or inaccessible", StringComparison.Ordinal) => PlaceState.WouldBeDeclared,
        _ => PlaceState.Missing,
    };

    private string HowToMake() => Topology.Declaration == Declaration.Missing ? "set exchange_type" : "set declare to T and exchange_type";

    private string Description() => string.Join(
        ", ",
        new[] { $"type {Topology.ExchangeType}", Topology.IsExchangeDurable ? "durable" : "transient", Topology.IsExchangeAutoDelete ? "auto-delete" : "", Topology.ExchangeArguments }
            .Where(part => part.Length > 0));

    private string QueueDescription() => string.Join(
        ", ",
        new[] { Topology.IsQueueDurable ? "durable" : "transient", Topology.IsQueueAutoDelete ? "auto-delete" : "", Topology.QueueArguments }.Where(part => part.Length > 0));
}
