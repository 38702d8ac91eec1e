using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>Does what an outcome means for a message: it is counted and gone, or waits to be published again. Belongs to the delivery loop.</summary>
internal sealed class Settlement(Backlog backlog, WriterCounters counters, LaneReporter reporter, RetryBackoff backoff, CurrentDelivery delivery, ISettlementListener? listener)
{
    /// <summary>Why messages of this channel wait for another try, or null: no more are published on it then.</summary>
    public BrokerFailure? Refusal { get; private set; }

    /// <summary>The channel is another one.</summary>
    public void Begin() => Refusal = null;

    /// <summary>The broker has said that it could not take a message.</summary>
    public void NoteNack() => Refusal ??= reporter.Nacked();

    /// <summary>Takes a message's reference over.</summary>
    public void Settle(OutboundMessage message, DeliveryOutcome outcome)
    {
        switch (outcome)
        {
            case DeliveryOutcome.Confirmed:
                counters.AddConfirmed(message.Records, message.AcceptedUnixSeconds);
                backoff.Reset();
                reporter.ReportDelivery();
                break;
            case DeliveryOutcome.Unroutable when delivery.Options.Unroutable == UnroutablePolicy.Drop:
                counters.AddUnroutable(message.Records);
                break;
            case DeliveryOutcome.TooLarge:
                counters.AddTooLarge(message.Records);
                break;
            case DeliveryOutcome.Unroutable:
                // A new channel makes sure of the queue again, and the messages are tried again then.
                Refusal ??= reporter.Unroutable();
                counters.AddRetried();
                backlog.Repeat(message);
                return;
            default:
                counters.AddRetried();
                backlog.Repeat(message);
                return;
        }

        listener?.OnSettled(message.Sequence, outcome == DeliveryOutcome.Confirmed);
        backlog.Settle(message);
    }
}
