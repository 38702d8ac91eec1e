using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Check.Probing;

/// <summary>Publishes one message by the plugin's own way, and waits for its confirm.</summary>
/// <param name="brokers">Makes the way to a broker.</param>
/// <param name="time">The clock.</param>
internal sealed class ProbePublisher(Func<BrokerOptions, DiagnosticQueue, IBroker> brokers, TimeProvider time)
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Publishes.</summary>
    /// <param name="broker">The broker, of one host.</param>
    /// <param name="target">Where the message goes. Nothing is declared, whatever it says.</param>
    /// <param name="path">The log that it belongs to.</param>
    /// <param name="body">The message.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ProbeOutcome> PublishAsync(BrokerOptions broker, PublishTarget target, string path, byte[] body, CancellationToken cancellation)
    {
        PublishTarget quiet = target with { Topology = target.Topology with { Declaration = Declaration.None } };
        var route = new MessageRoute(quiet, path, $"zeek-amqp-check-{Guid.NewGuid():N}");
        var listener = new Listener();
        IBroker way = brokers(broker with { Connections = 1 }, new DiagnosticQueue());
        await using (way.ConfigureAwait(false))
        {
            try
            {
                using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                bounded.CancelAfter(OpenTimeout);
                IPublishChannel channel = await way.OpenChannelAsync(route, listener, bounded.Token).ConfigureAwait(false);
                await using (channel.ConfigureAwait(false))
                    return await PublishAsync(channel, listener, body, cancellation).ConfigureAwait(false);
            }
            catch (BrokerException exception)
            {
                return new ProbeOutcome { Failure = exception.Message };
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return new ProbeOutcome { Failure = $"no channel within {OpenTimeout.TotalSeconds:0} s; see the broker's log" };
            }
        }
    }

    private async Task<ProbeOutcome> PublishAsync(IPublishChannel channel, Listener listener, byte[] body, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        await channel.PublishAsync(OutboundMessage.Of(body, 1, time.GetUtcNow().ToUnixTimeSeconds()), cancellation).ConfigureAwait(false);
        try
        {
            string? failure = await listener.Settled.WaitAsync(ConfirmTimeout, time, cancellation).ConfigureAwait(false);
            return new ProbeOutcome
            {
                ConfirmTime = failure is null ? time.GetElapsedTime(started) : null,
                ReturnReason = listener.ReturnReason,
                BlockedReason = listener.BlockedReason,
                Failure = failure,
            };
        }
        catch (TimeoutException)
        {
            return new ProbeOutcome { BlockedReason = listener.BlockedReason, Failure = $"no confirm within {ConfirmTimeout.TotalSeconds:0} s; see the broker's log and its alarms" };
        }
    }

    /// <summary>Called on the connection's threads.</summary>
    private sealed class Listener : IChannelListener
    {
        private readonly TaskCompletionSource<string?> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile string? _returnReason;
        private volatile string? _blockedReason;

        public Task<string?> Settled => _settled.Task;

        public string? ReturnReason => _returnReason;

        public string? BlockedReason => _blockedReason;

        public void OnConfirmed(ulong deliveryTag, bool multiple) => _settled.TrySetResult(null);

        public void OnNacked(ulong deliveryTag, bool multiple) =>
            _settled.TrySetResult("the broker refused to keep it (nack); look for a queue with x-overflow at reject-publish that is full, and at the broker's log");

        public void OnReturned(ulong sequence, string reason) => _returnReason = reason;

        public void OnBlocked(bool isBlocked, string reason)
        {
            _blockedReason = isBlocked ? reason : null;
            // No confirm comes before the alarm is over.
            if (isBlocked)
                _settled.TrySetResult($"the broker has asked to pause: {reason}");
        }

        public void OnClosed(BrokerFailure failure) => _settled.TrySetResult(failure.Text);
    }
}
