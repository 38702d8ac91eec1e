using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>One of a broker's connections, which writers share: made when first needed and made again when it has ended. Thread-safe.</summary>
/// <param name="first">Where, and as whom, until <see cref="ChangeTo"/>.</param>
/// <param name="number">Which of the broker's it is, from 0.</param>
/// <param name="reporter">Tells people, for all of the broker's connections.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedConnection(BrokerOptions first, int number, ConnectionReporter reporter, TimeProvider time) : IAsyncDisposable
{
    // Channels are left sooner, see Departure; what hangs must not keep the old broker's connection.
    private static readonly TimeSpan LongestRetirement = TimeSpan.FromSeconds(5);

    // A connection that ends sooner counts as a failed attempt, so that a broker in trouble is not stormed.
    private static readonly TimeSpan ProvenAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly RetryBackoff _backoff = RetryBackoff.ForBroker();
    private readonly CancellationTokenSource _disposed = new();
    private readonly List<Task> _retiring = [];
    private BrokerOptions _options = first;
    private CancellationTokenSource _changed = new();
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
        BrokerConnection connection = await ConnectedAsync(cancellation).ConfigureAwait(false);
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

    /// <summary>Connects otherwise from now on; see <see cref="IBroker.ChangeTo"/>.</summary>
    public void ChangeTo(BrokerOptions options)
    {
        CancellationTokenSource changed;
        lock (_lock)
        {
            _options = options;
            changed = _changed;
            _changed = new CancellationTokenSource();
            if (_connecting is { } old)
            {
                _retiring.RemoveAll(task => task.IsCompleted);
                _retiring.Add(RetireAsync(old));
            }

            // Not as after a loss: the new way is tried at once.
            _connecting = null;
            _backoff.Reset();
        }

        // Whoever waits for the old one goes on, elsewhere than here.
        _ = changed.CancelAsync();
    }

    /// <summary>Closes it; waits a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync().ConfigureAwait(false);
        Task<BrokerConnection>? connecting;
        Task[] retiring;
        lock (_lock)
        {
            connecting = _connecting;
            retiring = [.. _retiring];
        }

        await Task.WhenAll([CloseAsync(connecting), .. retiring]).ConfigureAwait(false);
    }

    private async Task CloseAsync(Task<BrokerConnection>? connecting)
    {
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

    private async Task RetireAsync(Task<BrokerConnection> old)
    {
        await Task.Yield();
        try
        {
            BrokerConnection connection = await old.ConfigureAwait(false);
            await connection.RetireAsync(LongestRetirement, time, _disposed.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BrokerException or OperationCanceledException)
        {
            // There was none.
        }
    }

    private async Task<BrokerConnection> ConnectedAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task<BrokerConnection> connected = Connected(out CancellationToken changed);
            try
            {
                return await connected.WaitAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException or BrokerException && changed.IsCancellationRequested
                && !cancellation.IsCancellationRequested && !_disposed.IsCancellationRequested)
            {
                // What was waited for leads where nobody wants to go any more.
            }
        }
    }

    /// <summary>What all share: the live connection, or the attempt under way, or a new attempt.</summary>
    private Task<BrokerConnection> Connected(out CancellationToken changed)
    {
        lock (_lock)
        {
            bool isUsable = _connecting is { } attempt && (!attempt.IsCompleted || (attempt.IsCompletedSuccessfully && attempt.Result.IsOpen));
            changed = _changed.Token;
            if (!isUsable)
                _connecting = ConnectAsync(_options, _connecting, changed);
            return _connecting!;
        }
    }

    private async Task<BrokerConnection> ConnectAsync(BrokerOptions options, Task<BrokerConnection>? previous, CancellationToken changed)
    {
        // Not under the caller's lock.
        await Task.Yield();
        using var given = CancellationTokenSource.CreateLinkedTokenSource(changed, _disposed.Token);
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
            await Task.Delay(_backoff.Next(), time, given.Token).ConfigureAwait(false);
        }

        try
        {
            BrokerConnection connection = await BrokerConnection.OpenAsync(options, number, lost, reporter, given.Token).ConfigureAwait(false);
            _connectedAt = time.GetTimestamp();
            return connection;
        }
        catch (BrokerException exception) when (!changed.IsCancellationRequested)
        {
            reporter.CannotConnect(number, options.ToString(), exception.Failure.Text);
            throw;
        }
    }
}
