using RabbitMQ.Client;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>Opens and closes connections: the one place that says with which settings and time-outs. Thread-safe.</summary>
/// <remarks>
/// The client library's own recovery is off: it can hang across a broker's restart, and it knows nothing of what was confirmed.
/// </remarks>
public static class Handshake
{
    /// <summary>Longest wait for any one answer of the broker.</summary>
    internal static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    // These two after each other bound an attempt to connect.
    private static readonly TimeSpan SocketTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    // Two missed ones end the connection: a peer that vanished is noticed within half a minute.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Connects and logs in.</summary>
    /// <param name="broker">Where, and as whom.</param>
    /// <param name="purpose">What the connection is for, as the broker's operator sees it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BrokerException">It could not be done; the text says why and what to do.</exception>
    public static async Task<IConnection> OpenAsync(BrokerOptions broker, string purpose, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            HostName = broker.Host,
            Port = broker.Port,
            VirtualHost = broker.VirtualHost,
            UserName = broker.Username,
            Password = broker.Password,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = SocketTimeout,
            HandshakeContinuationTimeout = CallTimeout,
            ContinuationTimeout = CallTimeout,
            ClientProvidedName = $"{purpose} {Environment.MachineName} pid {Environment.ProcessId}",
        };
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(SocketTimeout + CallTimeout);
            return await factory.CreateConnectionAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            throw new BrokerException(new BrokerFailure(FailureScope.Connection, FailureText.CannotConnect(broker, exception)), exception);
        }
    }

    /// <summary>Closes a connection that is not needed any more; waits a bounded time and never fails.</summary>
    public static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync(CloseTimeout).WaitAsync(CloseTimeout + CloseTimeout).ConfigureAwait(false);
            await connection.DisposeAsync().AsTask().WaitAsync(CloseTimeout).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nothing depends on this connection any more.
        }
    }
}
