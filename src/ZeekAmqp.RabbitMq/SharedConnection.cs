using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>One of a broker's connections, which writers share: made when first needed and made again when it has ended. Thread-safe.</summary>
/// <param name="options">Where, and as whom.</param>
/// <param name="number">Which of the broker's it is, from 0.</param>
/// <param name="reporter">Tells people, for all of the broker's connections.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedConnection(BrokerOptions options, int number, ConnectionReporter reporter, TimeProvider time) : IAsyncDisposable
{
    // A connection that ends sooner counts as a failed attempt, so that a broker in trouble is not stormed.
    private static readonly TimeSpan ProvenAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly RetryBackoff _backoff = RetryBackoff.ForBroker();
    private readonly CancellationTokenSource _disposed = new();
    private Task<BrokerConnection>? _connecting;
    private long _connectedAt;

    /// <summary>Whether some writer needs it, or has needed it.</summary>
    public bool IsWanted
    {
        get
        {
            lock (_lock)
                return _connecting is not null;
        }
    }

    /// <summary>Whether it is there.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
                return _connecting is { IsCompletedSuccessfully: true, Result.IsOpen: true };
        }
    }

    /// <summary>Opens a channel for one writer, connecting first if need be; see <see cref="IBroker.OpenChannelAsync"/>.</summary>
    public async Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation)
    {
        BrokerConnection connection = await Connected().WaitAsync(cancellation).ConfigureAwait(false);
        Task<IPublishChannel> opening = connection.OpenChannelAsync(route, listener, cancellation);
        try
        {
            // The client library notices a cancellation late where the broker does not answer.
            return await opening.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Even if it has opened in this moment: nobody else knows of it.
            _ = DiscardAsync(opening);
            throw;
        }
    }

    /// <summary>Closes it; waits a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync().ConfigureAwait(false);
        Task<BrokerConnection>? connecting;
        lock (_lock)
            connecting = _connecting;
        if (connecting is null)
            return;
        try
        {
            // An attempt can hang in the resolver, which takes no cancellation.
            BrokerConnection connection = await connecting.WaitAsync(DisposeTimeout, time).ConfigureAwait(false);
            await connection.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BrokerException or OperationCanceledException or TimeoutException)
        {
            // There is no connection to close.
        }
    }

    private static async Task DiscardAsync(Task<IPublishChannel> opening)
    {
        try
        {
            IPublishChannel channel = await opening.ConfigureAwait(false);
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BrokerException or OperationCanceledException)
        {
            // It did not open.
        }
    }

    /// <summary>What all share: the live connection, or the attempt under way, or a new attempt.</summary>
    private Task<BrokerConnection> Connected()
    {
        lock (_lock)
        {
            bool isUsable = _connecting is { } attempt && (!attempt.IsCompleted || (attempt.IsCompletedSuccessfully && attempt.Result.IsOpen));
            if (!isUsable)
                _connecting = ConnectAsync(_connecting);
            return _connecting!;
        }
    }

    private async Task<BrokerConnection> ConnectAsync(Task<BrokerConnection>? previous)
    {
        // Not under the caller's lock.
        await Task.Yield();
        BrokerAddress? lost = null;
        if (previous is not null)
        {
            if (previous.IsCompletedSuccessfully)
            {
                BrokerConnection ended = await previous.ConfigureAwait(false);
                lost = ended.Address;
                // Frees what a connection still holds that has ended by itself; one at a time, so that none is left behind.
                await ended.CloseAsync().ConfigureAwait(false);
            }

            bool wasProven = previous.IsCompletedSuccessfully && time.GetElapsedTime(_connectedAt) >= ProvenAfter;
            if (wasProven)
                _backoff.Reset();
            await Task.Delay(_backoff.Next(), time, _disposed.Token).ConfigureAwait(false);
        }

        try
        {
            BrokerConnection connection = await BrokerConnection.OpenAsync(options, number, lost, reporter, _disposed.Token).ConfigureAwait(false);
            _connectedAt = time.GetTimestamp();
            return connection;
        }
        catch (BrokerException exception)
        {
            reporter.CannotConnect(number, options.ToString(), exception.Failure.Text);
            throw;
        }
    }
}
