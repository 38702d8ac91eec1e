using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.RabbitMq;

/// <summary>Exchanges and queues that records name: each is made sure of before the first message to it. One thread at a time.</summary>
/// <param name="ensure">Makes sure of one.</param>
/// <param name="time">The clock.</param>
internal sealed class NamedPlaces(Func<Address, CancellationToken, Task> ensure, TimeProvider time)
{
    // As with addresses; what is made sure of twice costs a moment.
    private const int MaxKept = 4096;

    // Asking costs the broker's time, and the log's: not for each record that names what there is not.
    private static readonly TimeSpan RefusalKept = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Exchange, string Queue), (BrokerFailure Failure, long Since)?> _known = [];

    /// <summary>Makes sure of where a message goes; most often it is known.</summary>
    /// <exception cref="BrokerException">It cannot go there, or the channel is of no use any more.</exception>
    public ValueTask EnsureAsync(in Address address, CancellationToken cancellation)
    {
        if (!_known.TryGetValue((address.Exchange, address.QueueName), out (BrokerFailure Failure, long Since)? refusal))
            return AskAsync(address, cancellation);
        if (refusal is not { } refused)
            return ValueTask.CompletedTask;
        if (time.GetElapsedTime(refused.Since) >= RefusalKept)
            return AskAsync(address, cancellation);
        throw new BrokerException(refused.Failure);
    }

    private async ValueTask AskAsync(Address address, CancellationToken cancellation)
    {
        (string, string) place = (address.Exchange, address.QueueName);
        if (_known.Count >= MaxKept)
            _known.Clear();
        try
        {
            await ensure(address, cancellation).ConfigureAwait(false);
            _known[place] = null;
        }
        catch (BrokerException exception) when (exception.Failure.Scope == FailureScope.Channel)
        {
            // The question had a channel of its own: this one is as good as before.
            BrokerFailure failure = exception.Failure with { Scope = FailureScope.Message };
            _known[place] = (failure, time.GetTimestamp());
            throw new BrokerException(failure, exception);
        }
    }
}
