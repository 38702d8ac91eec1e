using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>A connection that the broker has agreed to, and what is under it.</summary>
public sealed class BrokerLink
{
    private readonly Transport _transport;
    private readonly Lazy<Task> _closing;

    internal BrokerLink(IConnection connection, Transport transport, BrokerOptions broker, BrokerAddress address, string user)
    {
        _transport = transport;
        Connection = connection;
        Address = address;
        Place = broker.At(address);
        User = user;
        if (broker.Tls is { IsVerified: false })
            Warning = $"the certificate of {Place} is not verified (tls_verify is none): anyone on the way can pose as the broker, and take password and records";
        ServerVersion = VersionOf(connection);
        Protocol = transport.Protocol;
        _closing = new Lazy<Task>(EndAsync);
    }

    /// <summary>The connection.</summary>
    public IConnection Connection { get; }

    /// <summary>Which of the broker's hosts it is.</summary>
    public BrokerAddress Address { get; }

    /// <summary>Where it leads, for people: host, port, vhost.</summary>
    public string Place { get; }

    /// <summary>As whom it is logged in, for people.</summary>
    public string User { get; }

    /// <summary>Version of the broker, for people.</summary>
    public string ServerVersion { get; }

    /// <summary>Version of TLS, for people; empty without TLS.</summary>
    public string Protocol { get; }

    /// <summary>What is dangerous about it; null for nothing.</summary>
    public string? Warning { get; }

    /// <summary>Says to people why it, or a channel of it, has ended.</summary>
    public string ExplainLoss(ShutdownEventArgs reason) => FailureText.ConnectionLost(Place, reason);

    /// <summary>Closes it, whatever state it is in. Waits a bounded time, never fails, and leaves no socket. Thread-safe.</summary>
    public Task CloseAsync() => _closing.Value;

    private async Task EndAsync()
    {
        try
        {
            // Of its own time-out the library makes 5 s, and it can hang beyond that where the socket takes no more.
            await Connection.AbortAsync(Handshake.CloseTimeout).WaitAsync(Handshake.CloseTimeout).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nothing depends on this connection any more.
        }

        _transport.Dispose();
        try
        {
            await Connection.DisposeAsync().AsTask().WaitAsync(Handshake.CloseTimeout).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Without its socket it can only end.
        }
    }

    private static string VersionOf(IConnection connection) =>
        connection.ServerProperties?.TryGetValue("version", out object? version) == true && version is byte[] text
            ? System.Text.Encoding.UTF8.GetString(text)
            : "of unknown version";
}
