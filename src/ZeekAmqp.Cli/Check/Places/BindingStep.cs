using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Cli.Check.Overseeing;
using ZeekAmqp.Cli.Management;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Places;

/// <summary>Says whether records find a queue. AMQP has no question for that; what there is of bindings, the management API tells.</summary>
/// <param name="questions">Asks the broker.</param>
/// <param name="destination">Where records go.</param>
/// <param name="places">What there is.</param>
/// <param name="sight">What the management API tells.</param>
internal sealed class BindingStep(IBrokerQuestions questions, Destination destination, PlaceSteps places, ManagementSight sight)
{
    // Of many partitions, each is a question.
    private const int MaxQueues = 64;

    private const string RouteAdvice = "--management URL lets the broker tell, --probe-route sends a record to see";

    private TopologyOptions Topology => destination.Target.Topology;

    /// <summary>The step.</summary>
    public async Task<CheckStep> AskAsync(CancellationToken cancellation)
    {
        if (destination.Exchange is null)
            return CheckStep.Skipped(StepName.Bindings, $"not known: each record names its own exchange ('{destination.Target.Exchange}')");
        if (places.Exchange == PlaceState.Missing)
            return CheckStep.NotTried(StepName.Bindings, StepName.Exchange);
        if (destination.RoutingKeys.Count == 0)
            return CheckStep.Skipped(StepName.Bindings, $"not known: each record has its own routing key ('{destination.Target.RoutingKey}')");
        CheckStep step = destination.IsDefaultExchange
            ? await AskForQueuesAsync(cancellation).ConfigureAwait(false)
            : LookForBindings();
        return step with { Data = [("exchange", destination.Exchange), ("routing_keys", destination.RoutingKeys.Take(MaxQueues)), .. step.Data] };
    }

    // The default exchange delivers to the queue whose name is the key.
    private async Task<CheckStep> AskForQueuesAsync(CancellationToken cancellation)
    {
        var missing = new List<string>();
        foreach (string key in destination.RoutingKeys.Take(MaxQueues))
        {
            bool isThere = key == destination.Queue
                ? places.Queue is PlaceState.Exists or PlaceState.WouldBeDeclared
                : key.Length > 0 && (await questions.QueueAsync(key, cancellation).ConfigureAwait(false)).Answer.IsYes;
            if (!isThere)
                missing.Add(key);
        }

        if (missing.Count == 0)
            return CheckStep.Ok(StepName.Bindings, $"{destination.KeyText} leads to the queue{(destination.RoutingKeys.Count == 1 ? "" : "s")} of that name");
        string shown = string.Join(", ", missing.Take(5).Select(key => $"'{key}'")) + (missing.Count > 5 ? ", …" : "");
        string consequence = destination.Target.Properties.IsMandatory ? "records would come back" : "the broker would drop records, and nobody would notice (mandatory is F)";
        return CheckStep.Failed(
            StepName.Bindings,
            $"the default exchange delivers to the queue that the routing key names, and there is none of the name {shown}: {consequence}",
            destination.Queue is { Length: > 0 } queue && destination.RoutingKeys.Count == 1
                ? $"set routing_key to '{queue}', or make the queue"
                : "correct routing_key, or make the queue");
    }

    private CheckStep LookForBindings()
    {
        string type = places.Exchange == PlaceState.WouldBeDeclared ? Topology.ExchangeType : sight.Exchange?.Type ?? "";
        bool isBound = Topology is { Declaration: Declaration.Missing, HasBindings: true } && destination.Queue is { Length: > 0 };
        bool isComplete = places.Exchange == PlaceState.WouldBeDeclared || sight is { Exchange: not null, Bindings: not null };
        if (!isComplete && !(isBound && Topology.ExchangeType is "topic" or "direct" or "fanout"))
            return CheckStep.Skipped(StepName.Bindings, "not known: AMQP does not list bindings, and the management API was not reached", RouteAdvice);
        if (type.Length == 0)
            type = Topology.ExchangeType;

        var leads = new SortedSet<string>(StringComparer.Ordinal);
        var lost = new List<string>();
        foreach (string key in destination.RoutingKeys)
        {
            string[] found = [.. Leads(key, type, isBound)];
            leads.UnionWith(found);
            if (found.Length == 0)
                lost.Add(key);
        }

        (string, object?)[] data = [("type", type), ("leads_to", leads)];
        if (type is not ("direct" or "topic" or "fanout"))
            return CheckStep.Skipped(StepName.Bindings, $"not known: what an exchange of type {type} does with a record only a record shows", "--probe-route sends one") with { Data = data };
        if (lost.Count == 0)
            return CheckStep.Ok(StepName.Bindings, $"{destination.KeyText} leads from '{destination.Exchange}' ({type}) to {string.Join(", ", leads)}") with { Data = data };
        if (!isComplete)
            return CheckStep.Skipped(StepName.Bindings, "not known: binding_keys do not take the routing key, and what else is bound AMQP does not list", RouteAdvice) with { Data = data };
        if (sight.Exchange?.Arguments.GetValueOrDefault("alternate-exchange") is { Length: > 0 } alternate)
            return CheckStep.Ok(StepName.Bindings, $"no binding of '{destination.Exchange}' takes {destination.KeyText}: records go on to its alternate exchange '{alternate}'") with { Data = data };
        return CheckStep.Failed(
            StepName.Bindings,
            $"no binding of '{destination.Exchange}' ({type}) takes the routing key '{lost[0]}'{(lost.Count > 1 ? $", nor {lost.Count - 1} others" : "")}",
            $"bind a queue (rabbitmqadmin declare binding source='{destination.Exchange}' destination=QUEUE routing_key='{lost[0]}'), or set queue_name and binding_keys") with
        { Data = data };
    }

    private IEnumerable<string> Leads(string key, string type, bool isBound)
    {
        foreach (BindingState binding in sight.Bindings ?? [])
        {
            if (BindingMatch.Takes(type, binding.RoutingKey, key))
                yield return $"{(binding.IsToQueue ? "queue" : "exchange")} '{binding.Destination}'";
        }

        if (isBound && destination.BindingKeys.Any(bindingKey => BindingMatch.Takes(type, bindingKey, key)))
            yield return $"queue '{destination.Queue}'";
    }
}
