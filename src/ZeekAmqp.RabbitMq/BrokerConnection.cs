using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.RabbitMq;

/// <summary>One live connection, from its handshake to its end. Never used again after that.</summary>
internal sealed class BrokerConnection
{
    private readonly Lock _blockedLock = new();
    private readonly BrokerOptions _broker;
    private readonly int _number;
    private readonly BrokerLink _link;
    private readonly IConnection _connection;
    private readonly ConnectionReporter _reporter;
    private readonly HashSet<IChannelListener> _listeners = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BrokerFailure? _end;
    private string? _blockedReason;
    private bool _isRetired;

    private BrokerConnection(BrokerOptions broker, int number, BrokerLink link, ConnectionReporter reporter)
    {
        _broker = broker;
        _number = number;
        _link = link;
        _connection = link.Connection;
        _reporter = reporter;
        reporter.Connected(number, link);
        _connection.ConnectionBlockedAsync += (_, blocked) => TellBlocked(blocked.Reason);
        _connection.ConnectionUnblockedAsync += (_, _) => TellBlocked(null);
        // Last: it is called at once if the connection has ended meanwhile.
        _connection.ConnectionShutdownAsync += OnShutdownAsync;
    }

    /// <summary>Which of the broker's hosts it leads to.</summary>
    public BrokerAddress Address => _link.Address;

    /// <summary>Whether channels can be opened.</summary>
    public bool IsOpen => Volatile.Read(ref _end) is null && _connection.IsOpen;

    /// <summary>Connects.</summary>
    /// <param name="broker">Where, and as whom.</param>
    /// <param name="number">Which of the broker's connections it is, from 0.</param>
    /// <param name="avoid">A host to try last.</param>
    /// <param name="reporter">Tells people.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BrokerException">It could not be done; the text says why.</exception>
    public static async Task<BrokerConnection> OpenAsync(
        BrokerOptions broker, int number, BrokerAddress? avoid, ConnectionReporter reporter, CancellationToken cancellation)
    {
        string purpose = broker.Connections == 1 ? "zeek-amqp" : $"zeek-amqp {number + 1}/{broker.Connections}";
        BrokerLink link = await Handshake.OpenAsync(broker, purpose, avoid, reporter.Warn, cancellation).ConfigureAwait(false);
        return new BrokerConnection(broker, number, link, reporter);
    }

    /// <summary>Opens a channel in confirm mode, after its target was made sure of; what of it each record names, before its first message.</summary>
    /// <exception cref="BrokerException">The broker refused it, or the connection has ended.</exception>
    public Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation) => CallAsync(
        async token =>
        {
            var template = new AddressTemplate(route.Target);
            var topology = new Topology(_connection, route.Target.Topology, ConnectApartAsync);
            if (!template.NamesPlaces)
                await topology.EnsureAsync(template.At([], partition: 0), token).ConfigureAwait(false);
            // Tracking would cost a task and a header for each message; the delivery window does its work.
            var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);
            IChannel channel = await _connection.CreateChannelAsync(options, token).ConfigureAwait(false);
            return (IPublishChannel)new PublishChannel(this, channel, route, listener, template.NamesPlaces ? PlacesOf(topology) : null);
        },
        cancellation);

    /// <summary>Says what an exception of the client library means for whom.</summary>
    public BrokerFailure Describe(Exception exception)
    {
        if (Volatile.Read(ref _end) is { } end)
            return end;
        // The event that says so follows; it reports.
        if (_connection.CloseReason is { } reason)
            return new BrokerFailure(FailureScope.Connection, FailureText.ConnectionLost(_link.Place, reason));
        if (exception is OperationInterruptedException { ShutdownReason: { } refusal })
            return Refusal.Describe(_link, refusal.ReplyCode, refusal.ReplyText);
        return new BrokerFailure(FailureScope.Connection, $"the connection to {_link.Place} failed: {exception.Message}");
    }

    /// <summary>Tells a listener whether the broker asks to pause, now and whenever that changes.</summary>
    public void ListenForBlocked(IChannelListener listener)
    {
        lock (_blockedLock)
        {
            _listeners.Add(listener);
            if (_blockedReason is { } reason)
                listener.OnBlocked(true, reason);
        }
    }

    /// <summary>Tells it no more.</summary>
    public void EndListening(IChannelListener listener)
    {
        bool isUnused;
        lock (_blockedLock)
        {
            _listeners.Remove(listener);
            isUnused = _isRetired && _listeners.Count == 0;
        }

        if (isUnused)
            _ = CloseAsync();
    }

    /// <summary>Closes the connection when its last channel is left, or after a while; another has taken its place. Fails never.</summary>
    public async Task RetireAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        bool isUnused;
        lock (_blockedLock)
        {
            _isRetired = true;
            isUnused = _listeners.Count == 0;
        }

        if (!isUnused)
        {
            await Task.WhenAny(_closed.Task, Task.Delay(longest, time, cancellation)).ConfigureAwait(false);
        }

        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Ends a connection that is of no use any more, without waiting for it.</summary>
    public void GiveUp(BrokerFailure failure)
    {
        if (Interlocked.CompareExchange(ref _end, failure, null) is not null)
            return;
        ReportLost(failure.Text);
        _ = CloseAsync();
    }

    /// <summary>Closes the connection and frees what it held, also if it has ended by itself; waits a bounded time. Thread-safe.</summary>
    public Task CloseAsync()
    {
        Interlocked.CompareExchange(ref _end, new BrokerFailure(FailureScope.Connection, "the connection was closed here"), null);
        _closed.TrySetResult();
        return _link.CloseAsync();
    }

    private NamedPlaces PlacesOf(Topology topology) => new(
        (address, cancellation) => CallAsync(
            async token =>
            {
                await topology.EnsureAsync(address, token).ConfigureAwait(false);
                return true;
            },
            cancellation),
        TimeProvider.System);

    // Whatever is asked of the broker: it answers in time, or the connection is given up.
    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(Handshake.CallTimeout);
            return await call(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            var failure = new BrokerFailure(
                FailureScope.Connection, $"{_link.Place} did not answer within {Handshake.CallTimeout.TotalSeconds:0} s; the connection is given up");
            GiveUp(failure);
            throw new BrokerException(failure, exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new BrokerException(Describe(exception), exception);
        }
    }

    private Task<BrokerLink> ConnectApartAsync(CancellationToken cancellation) =>
        Handshake.OpenAsync(_broker, "zeek-amqp declarations", avoid: null, _reporter.Warn, cancellation);

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        string text = FailureText.ConnectionLost(_link.Place, reason);
        if (Interlocked.CompareExchange(ref _end, new BrokerFailure(FailureScope.Connection, text), null) is null)
            ReportLost(text);
        return Task.CompletedTask;
    }

    // Of a connection that another one has taken the place of, nobody would be told that it is back.
    private void ReportLost(string text)
    {
        if (!Volatile.Read(ref _isRetired))
            _reporter.Lost(_number, _link.Place, text);
    }

    private Task TellBlocked(string? reason)
    {
        lock (_blockedLock)
        {
            _blockedReason = reason;
            foreach (IChannelListener listener in _listeners)
                listener.OnBlocked(reason is not null, reason ?? "");
        }

        if (!Volatile.Read(ref _isRetired))
            _reporter.Blocked(_number, _link.Place, reason);
        return Task.CompletedTask;
    }
}
