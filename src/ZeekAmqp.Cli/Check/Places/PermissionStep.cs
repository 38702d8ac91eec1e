using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Places;

/// <summary>Says whether the user may do what is needed, by what the broker refuses. Nothing is done by it.</summary>
/// <param name="questions">Asks the broker.</param>
/// <param name="destination">Where records go.</param>
/// <param name="places">What there is.</param>
/// <param name="virtualHost">The vhost.</param>
internal sealed class PermissionStep(IBrokerQuestions questions, Destination destination, PlaceSteps places, string virtualHost)
{
    // Partitions differ by a number; topic permissions that depend on it would be odd.
    private const int MaxKeys = 4;

    private readonly List<string> _granted = [];
    private readonly List<string> _unknown = [];
    private readonly List<(string Text, string Kind)> _refused = [];

    private TopologyOptions Topology => destination.Target.Topology;

    /// <summary>The step.</summary>
    public async Task<CheckStep> AskAsync(CancellationToken cancellation)
    {
        if (!questions.Greeting.IsRabbitMq)
            return CheckStep.Skipped(StepName.Permissions, "not tried: the questions are made for RabbitMQ");
        if (places.Exchange == PlaceState.WouldBeDeclared)
            Note("configure", $"exchange '{destination.Exchange}'", await questions.MayDeclareExchangeAsync(destination.Exchange!, cancellation).ConfigureAwait(false));
        if (places.Queue == PlaceState.WouldBeDeclared)
            Note("configure", $"queue '{destination.Queue}'", await questions.MayDeclareQueueAsync(destination.Queue!, cancellation).ConfigureAwait(false));
        await AskAboutBindingAsync(cancellation).ConfigureAwait(false);
        await AskAboutPublishingAsync(cancellation).ConfigureAwait(false);
        return Conclude();
    }

    private async Task AskAboutBindingAsync(CancellationToken cancellation)
    {
        if (!Topology.HasBindings || Topology.Declaration != Declaration.Missing || destination is not { Exchange: { Length: > 0 } exchange, Queue: { Length: > 0 } queue })
            return;
        if (places.Exchange == PlaceState.Exists && places.Queue == PlaceState.Exists)
            Note("write to the queue and read from the exchange", $"binding '{queue}' to '{exchange}'", await questions.MayBindAsync(queue, exchange, cancellation).ConfigureAwait(false));
        else
            _unknown.Add($"binding '{queue}' to '{exchange}'");
    }

    private async Task AskAboutPublishingAsync(CancellationToken cancellation)
    {
        if (destination.Exchange is not { } exchange)
        {
            _unknown.Add("publishing to an exchange of each record");
            return;
        }

        if (places.Exchange != PlaceState.Exists)
        {
            _unknown.Add($"publishing to '{exchange}', which is not there yet");
            return;
        }

        if (destination.RoutingKeys.Count == 0)
            _unknown.Add("topic permissions for a key of each record");
        foreach (string key in destination.RoutingKeys.DefaultIfEmpty("").Take(MaxKeys))
        {
            Answer answer = await questions.MayPublishAsync(exchange, key, cancellation).ConfigureAwait(false);
            Note(answer.Text.Contains("access to topic", StringComparison.Ordinal) ? "topic write" : "write", destination.ExchangeText, answer);
            if (answer.Code != Answer.PreconditionFailed)
                break;
        }
    }

    private void Note(string kind, string subject, Answer answer)
    {
        string what = $"{kind} ({subject})";
        switch (answer.Code)
        {
            case Answer.AccessRefused:
                _refused.Add((answer.Text, kind));
                break;
            // A value that cannot be right was looked at after the permission; where there is none, yes is yes.
            case Answer.PreconditionFailed or 0:
                if (!_granted.Contains(what))
                    _granted.Add(what);
                break;
            default:
                _unknown.Add($"{what}: {answer.Text}");
                break;
        }
    }

    private CheckStep Conclude()
    {
        (string, object?)[] data = [("granted", _granted), ("refused", _refused.Select(refusal => refusal.Text).ToList()), ("unknown", _unknown)];
        if (_refused.Count > 0)
        {
            string kinds = string.Join(" and ", _refused.Select(refusal => refusal.Kind).Distinct());
            string command = _refused.Exists(refusal => refusal.Kind == "topic write")
                ? $"rabbitmqctl set_topic_permissions -p '{virtualHost}' USER EXCHANGE WRITE READ; list_topic_permissions -p '{virtualHost}' shows what there is"
                : $"rabbitmqctl set_permissions -p '{virtualHost}' USER CONFIGURE WRITE READ, which replaces all three; list_permissions -p '{virtualHost}' shows what there is";
            return CheckStep.Failed(
                StepName.Permissions,
                string.Join("; ", _refused.Select(refusal => refusal.Text).Distinct()),
                $"give {questions.User} the permission ({kinds}): {command}") with
            { Data = data };
        }

        string unknown = _unknown.Count == 0 ? "" : $"not known: {string.Join(", ", _unknown)}";
        if (_granted.Count == 0)
            return CheckStep.Skipped(StepName.Permissions, unknown) with { Data = data };
        string text = $"{questions.User} has {string.Join(", ", _granted)}{(unknown.Length == 0 ? "" : "; ")}{unknown}";
        return CheckStep.Ok(StepName.Permissions, text) with { Data = data };
    }
}
