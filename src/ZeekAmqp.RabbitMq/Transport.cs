using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client;

namespace ZeekAmqp.RabbitMq;

/// <summary>The socket under a connection, with TLS or without; the client library gets it when it is ready.</summary>
/// <remarks>
/// It is ours and not the library's, so that disposing of it ends whatever the library is stuck in, and so that TLS is verified by
/// our own rules: the library's options have no place for a policy, and would let each handshake fetch certificates from the network.
/// </remarks>
internal sealed class Transport : ITcpClient
{
    private readonly Socket _socket;
    private SslStream? _tls;

    private Transport(Socket socket) => _socket = socket;

    /// <inheritdoc/>
    public Socket Client => _socket;

    /// <inheritdoc/>
    public bool Connected => _socket.Connected;

    /// <inheritdoc/>
    public TimeSpan ReceiveTimeout
    {
        get => TimeSpan.FromMilliseconds(_socket.ReceiveTimeout);
        set => _socket.ReceiveTimeout = (int)value.TotalMilliseconds;
    }

    /// <summary>The version of TLS, for people; empty without TLS.</summary>
    public string Protocol => _tls?.SslProtocol switch
    {
        null => "",
        SslProtocols.Tls12 => "TLS 1.2",
        SslProtocols.Tls13 => "TLS 1.3",
        { } other => other.ToString(),
    };

    /// <summary>The cipher suite of TLS, by its name at IANA; empty without TLS.</summary>
    public string Cipher => _tls?.NegotiatedCipherSuite.ToString() ?? "";

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">It was refused.</exception>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public static async Task<Transport> ConnectAsync(IPEndPoint remote, TimeSpan timeout, CancellationToken cancellation)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            bounded.CancelAfter(timeout);
            await socket.ConnectAsync(remote, bounded.Token).ConfigureAwait(false);
            return new Transport(socket);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException("no answer", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Speaks TLS from here on.</summary>
    public async Task SecureAsync(SslClientAuthenticationOptions options, CancellationToken cancellation)
    {
        _tls = new SslStream(new NetworkStream(_socket, ownsSocket: false));
        await _tls.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
    }

    /// <summary>Nothing to do: it is connected.</summary>
    Task ITcpClient.ConnectAsync(IPAddress host, int port, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public NetworkStream GetStream() =>
        new TransportStream(_socket, _tls is null ? new NetworkStream(_socket, ownsSocket: false) : _tls);

    /// <inheritdoc/>
    public void Close() => Dispose();

    /// <summary>Ends all calls that wait for the network. Safe at any time and more than once.</summary>
    public void Dispose()
    {
        // First the socket, so that nothing is in the middle of TLS when that goes.
        _socket.Dispose();
        _tls?.Dispose();
    }
}
