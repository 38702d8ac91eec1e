using System.Net;
using System.Net.Sockets;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A way to a broker that can get stuck: connections stay, and nothing passes any more.</summary>
internal sealed class Tarpit : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _host;
    private readonly int _port;
    private volatile bool _isStuck;

    public Tarpit(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether nothing passes.</summary>
    public bool IsStuck
    {
        set => _isStuck = value;
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var broker = new TcpClient())
        {
            try
            {
                await broker.ConnectAsync(_host, _port, _end.Token);
                await Task.WhenAny(CopyAsync(client.GetStream(), broker.GetStream()), CopyAsync(broker.GetStream(), client.GetStream()));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // One of the two has gone.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        byte[] buffer = new byte[16 * 1024];
        int length;
        do
        {
            length = await ReadAsync(from, buffer);
            // The end of one side does not pass either.
            if (_isStuck)
                await Task.Delay(Timeout.Infinite, _end.Token);
            await to.WriteAsync(buffer.AsMemory(0, length), _end.Token);
        }
        while (length > 0);
    }

    // A reset is an end, too: the broker resets what does not log in within 10 s.
    private async Task<int> ReadAsync(NetworkStream from, byte[] buffer)
    {
        try
        {
            return await from.ReadAsync(buffer, _end.Token);
        }
        catch (IOException) when (!_end.IsCancellationRequested)
        {
            return 0;
        }
    }
}
