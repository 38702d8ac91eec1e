using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>One live connection, from its handshake to its end. Never used again after that.</summary>
internal sealed class BrokerConnection
{
    private readonly BrokerOptions _broker;
    private readonly IConnection _connection;
    private readonly ConnectionReporter _reporter;
    private BrokerFailure? _end;
    private int _isProven;
    private string? _blockedReason;

    private BrokerConnection(BrokerOptions broker, IConnection connection, ConnectionReporter reporter)
    {
        _broker = broker;
        _connection = connection;
        _reporter = reporter;
        connection.ConnectionShutdownAsync += OnShutdownAsync;
        connection.ConnectionBlockedAsync += OnBlockedAsync;
        connection.ConnectionUnblockedAsync += OnUnblockedAsync;
    }

    /// <summary>The broker asks to pause, with its reason, or not to any more.</summary>
    public event Action<bool, string>? BlockedChanged;

    private bool IsProven => Volatile.Read(ref _isProven) != 0;

    /// <summary>Whether channels can be opened.</summary>
    public bool IsOpen => Volatile.Read(ref _end) is null && _connection.IsOpen;

    /// <summary>Connects.</summary>
    /// <exception cref="BrokerException">It could not be done; the text says why.</exception>
    public static async Task<BrokerConnection> OpenAsync(BrokerOptions broker, ConnectionReporter reporter, CancellationToken cancellation)
    {
        IConnection connection = await Handshake.OpenAsync(broker, "zeek-amqp", cancellation).ConfigureAwait(false);
        return new BrokerConnection(broker, connection, reporter);
    }

    /// <summary>Opens a channel in confirm mode, after its target was made sure of.</summary>
    /// <exception cref="BrokerException">The broker refused it, or the connection has ended.</exception>
    public async Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation)
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(Handshake.CallTimeout);
            // Tracking would cost a task and a header for each message; the delivery window does its work.
            var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);
            IChannel channel = await _connection.CreateChannelAsync(options, timeout.Token).ConfigureAwait(false);
            Prove();
            await Topology.EnsureAsync(_connection, route.Target, timeout.Token).ConfigureAwait(false);
            var opened = new PublishChannel(this, channel, route, listener);
            if (Volatile.Read(ref _blockedReason) is { } reason)
                listener.OnBlocked(true, reason);
            return opened;
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            var failure = new BrokerFailure(
                FailureScope.Connection, $"{_broker} did not answer within {Handshake.CallTimeout.TotalSeconds:0} s; the connection is given up");
            GiveUp(failure);
            throw new BrokerException(failure, exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new BrokerException(Describe(exception), exception);
        }
    }

    /// <summary>Says what an exception of the client library means for whom.</summary>
    public BrokerFailure Describe(Exception exception)
    {
        if (Volatile.Read(ref _end) is { } end)
            return end;
        if (_connection.CloseReason is { } reason)
        {
            // The event that says so follows; it reports.
            return new BrokerFailure(FailureScope.Connection, EndText(reason));
        }

        if (exception is OperationInterruptedException { ShutdownReason: { } refusal })
            return new BrokerFailure(FailureScope.Channel, FailureText.ChannelRefused(_broker, refusal.ReplyCode, refusal.ReplyText));
        return new BrokerFailure(FailureScope.Connection, $"the connection to {_broker} failed: {exception.Message}");
    }

    /// <summary>Ends a connection that is of no use any more, without waiting for it.</summary>
    public void GiveUp(BrokerFailure failure)
    {
        if (Interlocked.CompareExchange(ref _end, failure, null) is not null)
            return;
        _reporter.Lost(failure.Text);
        _ = CloseAsync();
    }

    /// <summary>Closes the connection; waits a bounded time.</summary>
    public async Task CloseAsync()
    {
        Interlocked.CompareExchange(ref _end, new BrokerFailure(FailureScope.Connection, "the connection was closed here"), null);
        await Handshake.CloseAsync(_connection).ConfigureAwait(false);
    }

    private static string ServerVersion(IConnection connection) =>
        connection.ServerProperties?.TryGetValue("version", out object? version) == true && version is byte[] text
            ? System.Text.Encoding.UTF8.GetString(text)
            : "of unknown version";

    /// <summary>
    /// The broker has answered on a channel. The client library takes a connection for open before the broker has agreed to it: an
    /// unknown vhost, for one, is refused a moment later.
    /// </summary>
    private void Prove()
    {
        if (Interlocked.Exchange(ref _isProven, 1) == 0)
            _reporter.Connected(ServerVersion(_connection));
    }

    private string EndText(ShutdownEventArgs reason) => IsProven
        ? FailureText.ConnectionLost(_broker, reason)
        : FailureText.CannotConnect(_broker, new OperationInterruptedException(reason));

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        string text = EndText(reason);
        if (Interlocked.CompareExchange(ref _end, new BrokerFailure(FailureScope.Connection, text), null) is not null)
            return Task.CompletedTask;
        if (IsProven)
            _reporter.Lost(text);
        else
            _reporter.CannotConnect(text);
        return Task.CompletedTask;
    }

    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs blocked)
    {
        Volatile.Write(ref _blockedReason, blocked.Reason);
        _reporter.Blocked(true, blocked.Reason);
        BlockedChanged?.Invoke(true, blocked.Reason);
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs unblocked)
    {
        Volatile.Write(ref _blockedReason, null);
        _reporter.Blocked(false, "");
        BlockedChanged?.Invoke(false, "");
        return Task.CompletedTask;
    }
}
