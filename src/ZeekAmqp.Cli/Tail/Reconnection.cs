using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Finds the way back to messages after a loss, and says so: a line when they are lost, one when they come again.</summary>
/// <param name="open">One attempt.</param>
/// <param name="messages">Where it is said.</param>
/// <param name="time">The clock.</param>
internal sealed class Reconnection(Func<CancellationToken, Task<IMessageSource>> open, MessageArea messages, TimeProvider time)
{
    // What ends sooner counts as a failed attempt, so that a broker in trouble is not stormed.
    private static readonly TimeSpan ProvenAfter = TimeSpan.FromSeconds(5);

    // Who waits wants to know whether there is still a reason to.
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMinutes(1);

    private readonly RetryBackoff _backoff = RetryBackoff.ForBroker();
    private long _openedAt = time.GetTimestamp();

    /// <summary>Opens the source again; tries until it can.</summary>
    /// <param name="reason">Why it was lost.</param>
    /// <param name="consequence">What the loss means for what is shown; empty for nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SourceException">It is of no use to try on.</exception>
    public async Task<IMessageSource> ReopenAsync(string reason, string consequence, CancellationToken cancellation)
    {
        messages.Write($"warning: {reason}; trying to reconnect");
        if (time.GetElapsedTime(_openedAt) >= ProvenAfter)
            _backoff.Reset();
        long saidAt = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(_backoff.Next(), time, cancellation).ConfigureAwait(false);
            try
            {
                IMessageSource source = await open(cancellation).ConfigureAwait(false);
                _openedAt = time.GetTimestamp();
                messages.Write($"connected again: {source.Description}{consequence}");
                return source;
            }
            catch (SourceException exception) when (!exception.IsFinal)
            {
                if (time.GetElapsedTime(saidAt) < RepeatInterval)
                    continue;
                messages.Write($"warning: {exception.Message}; still trying");
                saidAt = time.GetTimestamp();
            }
        }
    }
}
