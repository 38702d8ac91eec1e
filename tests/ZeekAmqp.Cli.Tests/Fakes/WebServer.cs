using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ZeekAmqp.Cli.Tests.Fakes;

/// <summary>A web server on the loopback address that says what a test says.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _end = new();

    /// <param name="certificate">For TLS.</param>
    public WebServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What is answered to which path, with its query: status, body. What is not in it is not found.</summary>
    public ConcurrentDictionary<string, (int Status, string Body)> Answers { get; } = new();

    /// <summary>Lines for the heads of all answers.</summary>
    public string MoreHead { get; set; } = "";

    /// <summary>Whether nothing is ever answered.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Heads of the requests that came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            await using (Stream stream = await SecureAsync(client.GetStream()))
            {
                using var reader = new StreamReader(stream, Encoding.Latin1);
                while (await ReadHeadAsync(reader) is { } head)
                {
                    // Who has seen the request may change what is answered to the next one.
                    (int status, string body) = Answers.GetValueOrDefault(head.Split(' ')[1], (404, "<html>not here</html>"));
                    Requests.Enqueue(head);
                    if (IsSilent)
                        continue;
                    byte[] bytes = Encoding.UTF8.GetBytes(body);
                    await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status} So\r\n{MoreHead}Content-Length: {bytes.Length}\r\n\r\n"), _end.Token);
                    await stream.WriteAsync(bytes, _end.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private async Task<string?> ReadHeadAsync(StreamReader reader)
    {
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            if (line.Length == 0)
                return head.ToString();
            head.Append(line).Append('\n');
        }

        return null;
    }

    private async Task<Stream> SecureAsync(Stream plain)
    {
        if (_certificate is null)
            return plain;
        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(_certificate);
        return secure;
    }
}
