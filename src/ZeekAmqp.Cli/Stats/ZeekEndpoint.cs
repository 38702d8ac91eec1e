using System.Net.Sockets;
using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Stats;

/// <summary>A node of Zeek's Prometheus endpoint. Thread-safe.</summary>
internal sealed class ZeekEndpoint
{
    // A node with some hundred logs tells 1 MB.
    private const int MaxBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = MaxBytes,
    };

    private readonly Uri _uri;

    private ZeekEndpoint(Uri uri) => _uri = uri;

    /// <summary>Where it is, for people.</summary>
    public string Place => $"{_uri.Scheme}://{_uri.Authority}{(_uri.AbsolutePath == "/metrics" ? "" : _uri.AbsolutePath)}";

    /// <summary>Takes a URL; without a path, it is Zeek's own.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static ZeekEndpoint Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.Host.Length == 0 || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            throw new UsageException("--zeek-metrics is not of the form http://host:9991");
        return new ZeekEndpoint(uri.AbsolutePath == "/" ? new Uri(uri, "/metrics") : uri);
    }

    /// <summary>Reads it.</summary>
    /// <returns>What it says, or why it could not be read, for people.</returns>
    public async Task<(ZeekReading? Reading, string? Trouble)> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await Client.GetAsync(_uri, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                return (null, $"it said HTTP status {(int)response.StatusCode}; check --zeek-metrics");
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            var reading = ZeekReading.Read(System.Text.Encoding.UTF8.GetString(body));
            return reading.HasMetrics
                ? (reading, null)
                : (null, "it has no zeek_amqp metrics: this node has sent no log to a broker (in a cluster, the loggers do), or --zeek-metrics is no Zeek's");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return (null, Explain(exception));
        }
    }

    private static string Explain(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return "the name has no address; check --zeek-metrics and the resolver";
                case SocketException socket:
                    return $"{new SocketException((int)socket.SocketErrorCode).Message}; check that Zeek runs with Telemetry::metrics_port (zeekctl: MetricsPort), and --zeek-metrics";
                case OperationCanceledException or TimeoutException:
                    return $"no answer in {Timeout.TotalSeconds:0} s; check --zeek-metrics";
                case System.Security.Authentication.AuthenticationException:
                    return "TLS failed: no TLS there, or its certificate is not trusted by this system; check --zeek-metrics";
            }
        }

        return "what answers does not speak HTTP; check --zeek-metrics";
    }
}
