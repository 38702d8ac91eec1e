using System.Text;
using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Cli.Check.Overseeing;
using ZeekAmqp.Cli.Check.Places;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Cli.Check.Probing;

/// <summary>Publishes a message to a queue of our own, waits for its confirm, and takes it out again.</summary>
/// <remarks>
/// No message of it can reach another queue. By the default exchange it goes to the queue of its name, and that is ours. By another exchange it
/// goes only if the management API has told that its type goes by the key and that no binding takes the probe's key; else the default exchange
/// has to do, and the step says so. What is not to be had by permission is no failure: the plugin needs no queue of its own.
/// </remarks>
/// <param name="questions">Asks the broker.</param>
/// <param name="publisher">Publishes.</param>
/// <param name="destination">Where records go.</param>
/// <param name="places">What there is.</param>
/// <param name="sight">What the management API tells.</param>
/// <param name="broker">The broker, of one host.</param>
/// <param name="time">The clock.</param>
internal sealed class ProbeSteps(
    IBrokerQuestions questions, ProbePublisher publisher, Destination destination, PlaceSteps places, ManagementSight sight, BrokerOptions broker, TimeProvider time)
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(5);

    private readonly string _id = Guid.NewGuid().ToString("N")[..12];
    private readonly TaskCompletionSource<byte[]> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the broker has confirmed a message.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Why the broker has asked to pause; null if it has not.</summary>
    public string? BlockedReason { get; private set; }

    /// <summary>The step <see cref="StepName.Probe"/>.</summary>
    public async Task<CheckStep> ProbeAsync(CancellationToken cancellation)
    {
        (Answer declared, string queue) = await DeclareOwnAsync(cancellation).ConfigureAwait(false);
        if (!declared.IsYes)
        {
            return CheckStep.Skipped(
                StepName.Probe,
                $"not tried: {questions.User} may not have a queue of its own, which the plugin does not need ({declared.Text})",
                "--probe-route sends a marked record where records go instead");
        }

        (PublishTarget target, string way, string reservation) = await WayAsync(queue, cancellation).ConfigureAwait(false);
        if (!destination.IsDefaultExchange && target.Exchange.Length == 0
            && (await questions.MayPublishAsync("", target.RoutingKey, cancellation).ConfigureAwait(false)).Code == Answer.AccessRefused)
        {
            return CheckStep.Skipped(
                StepName.Probe,
                $"not tried: {questions.User} may not write to the default exchange, which the plugin does not need{reservation}");
        }

        Answer consumed = await questions.ConsumeOwnAsync(queue, body => _arrived.TrySetResult(body), cancellation).ConfigureAwait(false);
        byte[] body = Body();
        long started = time.GetTimestamp();
        ProbeOutcome outcome = await PublishAsync(target, body, cancellation).ConfigureAwait(false);
        (string, object?)[] data = [("exchange", target.Exchange), ("routing_key", target.RoutingKey), ("confirm_milliseconds", outcome.ConfirmTime?.TotalMilliseconds)];
        CheckStep step = Conclude(outcome, way, consumed.IsYes ? await ReadBackAsync(body, started, cancellation).ConfigureAwait(false) : null);
        string unread = consumed.IsYes || step.Status == StepStatus.Failed ? "" : "; not read back: the user may not read, which the plugin does not need";
        return step with { Text = step.Text + unread + (step.Status == StepStatus.Failed ? "" : reservation), Data = data };
    }

    /// <summary>The step <see cref="StepName.Route"/>: a marked record where records go.</summary>
    public async Task<CheckStep> RouteAsync(CancellationToken cancellation)
    {
        if (destination.Exchange is null || destination.RoutingKeys.Count == 0)
            return CheckStep.Skipped(StepName.Route, "not tried: where it goes, only a record says");
        if (places.Exchange != PlaceState.Exists)
            return CheckStep.NotTried(StepName.Route, StepName.Exchange);
        if (destination.IsDefaultExchange && places.Queue == PlaceState.WouldBeDeclared && destination.RoutingKeys[0] == destination.Queue)
            return CheckStep.Skipped(StepName.Route, $"not tried: queue '{destination.Queue}' is not there yet, and is made before the first record");

        PublishTarget target = destination.Target with { RoutingKey = NameTemplate.Escape(destination.RoutingKeys[0]), Partitions = 1 };
        ProbeOutcome outcome = await PublishAsync(ProbeMark.Of(target), Body(), cancellation).ConfigureAwait(false);
        string way = $"a record marked '{ProbeMark.Type}', to {destination.ExchangeText} with routing key '{destination.RoutingKeys[0]}'";
        if (outcome is { ReturnReason: { } reason, Failure: null })
        {
            return CheckStep.Failed(
                StepName.Route,
                $"{way}, came back: {reason}",
                "no queue is bound for this key: bind one, or correct exchange and routing_key");
        }

        CheckStep step = outcome.Failure is { } failure
            ? CheckStep.Failed(StepName.Route, $"{way}: {failure}", "see the broker's log")
            : CheckStep.Ok(StepName.Route, $"{way}, is in a queue, confirmed; it expires after {ProbeMark.Lifetime.TotalSeconds:0} s there unless a consumer takes it");
        return step with { Elapsed = outcome.ConfirmTime, Data = [("exchange", destination.Exchange), ("routing_key", destination.RoutingKeys[0])] };
    }

    private static CheckStep Conclude(ProbeOutcome outcome, string way, TimeSpan? readTime)
    {
        if (outcome.Failure is { } failure)
            return CheckStep.Failed(StepName.Probe, $"{way}: {failure}", "see the broker's log and its alarms");
        if (outcome.ReturnReason is { } reason)
            return CheckStep.Failed(StepName.Probe, $"{way}, came back: {reason}", "the binding was made a moment before; see the broker's log");
        string confirmed = $"{way}: confirmed after {Durations.Text(outcome.ConfirmTime!.Value)}";
        return readTime switch
        {
            null => CheckStep.Ok(StepName.Probe, confirmed),
            { } time when time == TimeSpan.MaxValue => CheckStep.Failed(StepName.Probe, $"{confirmed}, but it did not come back out of the queue within {ReadTimeout.TotalSeconds:0} s", "see the broker's log"),
            { } time => CheckStep.Ok(StepName.Probe, $"{confirmed}, read back after {Durations.Text(time)}"),
        };
    }

    private byte[] Body() => Encoding.UTF8.GetBytes($$"""{"{{ProbeMark.Type}}": {"ts":{{time.GetUtcNow().ToUnixTimeSeconds()}}.0,"id":"{{_id}}"} }""");

    private async Task<ProbeOutcome> PublishAsync(PublishTarget target, byte[] body, CancellationToken cancellation)
    {
        ProbeOutcome outcome = await publisher.PublishAsync(broker, target, ProbeMark.Type, [.. body], cancellation).ConfigureAwait(false);
        IsConfirmed |= outcome.ConfirmTime is not null;
        BlockedReason ??= outcome.BlockedReason;
        return outcome;
    }

    // Permissions are patterns of names, and most begin with the same as the queue's.
    private async Task<(Answer Answer, string Name)> DeclareOwnAsync(CancellationToken cancellation)
    {
        string prefix = destination.Queue is { Length: > 0 } queue ? $"{queue}." : "";
        (Answer Answer, string Name) made = default;
        foreach (string name in new[] { $"{prefix}zeek-amqp-check.{_id}", $"zeek-amqp-check.{_id}", "" }.Distinct())
        {
            made = await questions.DeclareOwnAsync(name, cancellation).ConfigureAwait(false);
            if (made.Answer.Code != Answer.AccessRefused)
                break;
        }

        return made;
    }

    private async Task<(PublishTarget Target, string Way, string Reservation)> WayAsync(string queue, CancellationToken cancellation)
    {
        PublishTarget plain = destination.Target with { Partitions = 1, QueueName = "" };
        if (destination is { Exchange: { Length: > 0 } exchange } && places.Exchange == PlaceState.Exists)
        {
            string key = $"zeek-amqp-check.{_id}";
            // Permissions for topics may allow the keys of records only.
            if (IsSafe(key)
                && (await questions.MayPublishAsync(exchange, key, cancellation).ConfigureAwait(false)).Code != Answer.AccessRefused
                && (await questions.BindOwnAsync(queue, exchange, key, cancellation).ConfigureAwait(false)).IsYes)
                return (ProbeMark.Of(plain with { RoutingKey = NameTemplate.Escape(key) }), $"to '{exchange}' with a routing key of its own, into a queue of its own", "");
        }

        string reservation = destination.IsDefaultExchange
            ? ""
            : $"; nothing was sent to {destination.ExchangeText}, where others might have got it: --probe-route sends a marked record there";
        PublishTarget own = plain with { Exchange = "", RoutingKey = NameTemplate.Escape(queue) };
        return (ProbeMark.Of(own), "by the default exchange, into a queue of its own", reservation);
    }

    // An exchange that goes with its last binding would go with ours.
    private bool IsSafe(string key) =>
        sight is { Exchange: { Type: "direct" or "topic", IsAutoDelete: false } found, Bindings: { } bindings } && !bindings.Any(binding => BindingMatch.Takes(found.Type, binding.RoutingKey, key));

    private async Task<TimeSpan?> ReadBackAsync(byte[] sent, long started, CancellationToken cancellation)
    {
        try
        {
            byte[] body = await _arrived.Task.WaitAsync(ReadTimeout, time, cancellation).ConfigureAwait(false);
            return body.AsSpan().SequenceEqual(sent) ? time.GetElapsedTime(started) : TimeSpan.MaxValue;
        }
        catch (TimeoutException)
        {
            return TimeSpan.MaxValue;
        }
    }
}
