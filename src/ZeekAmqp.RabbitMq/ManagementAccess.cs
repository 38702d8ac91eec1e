using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>Asks the management API of a broker over HTTP: trusted as AMQP is, and with the same login. Thread-safe.</summary>
public sealed class ManagementAccess : IDisposable
{
    // Of one answer; the connections of a large cluster are some megabytes.
    private const int MaxBytes = 64 * 1024 * 1024;

    private const string WhereItIs = "check that the broker runs, that its management plugin is enabled (rabbitmq-plugins enable rabbitmq_management) and that --management is right";

    private readonly ManagementAddress _address;
    private readonly TlsOptions _tls;
    private readonly Identity _identity;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    private ManagementAccess(ManagementAddress address, TlsOptions tls, Identity identity, TimeProvider time)
    {
        _address = address;
        _tls = tls;
        _identity = identity;
        _time = time;
        User = address.Login is { } login ? $"user '{login.User}'" : identity.Login.ToString();
        var handler = new SocketsHttpHandler
        {
            // Straight there, as AMQP goes; and a password goes nowhere that the user has not named.
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = (_, cancellation) => ConnectAsync(cancellation),
        };
        _client = new HttpClient(handler) { MaxResponseContentBufferSize = MaxBytes, Timeout = Handshake.CallTimeout };
        string? basic = address.Login is { } own ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{own.User}:{own.Password}")) : identity.Login.ToBasic();
        if (basic is not null)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);
    }

    /// <summary>As whom it asks, for people.</summary>
    public string User { get; }

    /// <summary>Reads files and variables of the login and of TLS; asks nothing yet.</summary>
    /// <param name="address">Where.</param>
    /// <param name="broker">The login, unless <paramref name="address"/> has one, and how to speak TLS.</param>
    /// <param name="time">The clock that the server's is compared with.</param>
    /// <param name="warn">Hears of secrets that others can read. Called on any thread.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ManagementUnreachableException">A file is missing or wrong, or there is no password.</exception>
    public static async Task<ManagementAccess> OpenAsync(
        ManagementAddress address, BrokerOptions broker, TimeProvider time, Action<string> warn, CancellationToken cancellation)
    {
        try
        {
            TlsOptions tls = broker.Tls ?? new TlsOptions();
            Identity identity = await Identity.ReadAsync(broker with { Tls = address.IsTls ? tls : null }, warn, cancellation).ConfigureAwait(false);
            if (address.Login is null && identity.Login.IsByCertificate)
            {
                identity.Dispose();
                throw new ManagementUnreachableException(
                    "the management API asks for a password, and the login by certificate has none", "give it as --management http://user:password@host:port");
            }

            return new ManagementAccess(address, tls, identity, time);
        }
        catch (SettingException exception)
        {
            throw new ManagementUnreachableException(exception.Why, exception.Advice, exception);
        }
    }

    /// <summary>Asks.</summary>
    /// <param name="path">What for, from <c>/api</c> on, escaped for a URL.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ManagementUnreachableException">There was no answer.</exception>
    public async Task<ManagementReply> GetAsync(string path, CancellationToken cancellation)
    {
        // To the client it is HTTP: TLS is below it, and ours. A zone means something on this machine only.
        string host = new BrokerAddress(_address.Host.Host.Split('%')[0], _address.Host.Port).ToString();
        // As it stands: a queue may be called "..", or have a slash in its name.
        var uri = new Uri($"http://{host}{_address.Prefix}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        DateTimeOffset sent = _time.GetUtcNow();
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(uri, cancellation).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            return new ManagementReply(
                (int)response.StatusCode, body, response.Headers.Location?.ToString(), response.Headers.Date, sent, _time.GetUtcNow());
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            (string why, string advice) = Explain(exception);
            throw new ManagementUnreachableException(why, advice, exception);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _identity.Dispose();
    }

    private static (string Why, string Advice) Explain(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HostException host:
                    return (host.Why, host.Advice);
                case SettingException:
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return ("the name has no address", "check the host of --management, or hostname, and the resolver");
                case SocketException socket:
                    return (FailureText.OneLine(new SocketException((int)socket.SocketErrorCode).Message), WhereItIs);
                case OperationCanceledException or TimeoutException:
                    return ("no answer in time", "check that no firewall drops the packets, and that --management is right");
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                    return ("the answer is too large", "check that --management is right");
            }
        }

        return ("what answers does not speak HTTP", "check that --management is right; ports for TLS (usually 15671) need https://, others http://");
    }

    // Where a name has several addresses, the first that answers; if none does, it is told of the last one.
    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(Handshake.CallTimeout);
        IPAddress[] addresses = await HostName.ResolveAsync(_address.Host.Host, bounded.Token).ConfigureAwait(false);
        for (int i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(addresses[i], _address.Host.Port), bounded.Token).ConfigureAwait(false);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                // The next one.
            }
        }
    }

    private async Task<Stream> ConnectAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream stream = Stream.Null;
        try
        {
            await socket.ConnectAsync(remote, cancellation).ConfigureAwait(false);
            stream = new NetworkStream(socket, ownsSocket: true);
            return _address.IsTls ? await SecureAsync(stream, cancellation).ConfigureAwait(false) : stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> SecureAsync(Stream plain, CancellationToken cancellation)
    {
        CertificateCheck check = TlsSettings.CheckOf(_tls, _address.Host);
        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(TlsSettings.Of(_tls, _address.Host, _identity.Certificates, check), cancellation).ConfigureAwait(false);
            return secure;
        }
        catch (Exception exception)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw new HostException(ConnectStage.Tls, check.Fault ?? Explain(TlsFailureText.Explain(exception)), exception);
        }

        static (string Why, string Advice) Explain((string Why, string Advice) text) => text.Why == TlsFailureText.NoTls
            ? (text.Why, "set --management to the port for TLS, usually 15671, or to http://")
            : text;
    }
}
