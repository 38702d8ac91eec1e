using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>A RabbitMQ broker: the connections to it, which its writers share. Each goes its own way when it is lost. Thread-safe.</summary>
public sealed class RabbitMqBroker : IBroker
{
    private readonly SharedConnection[] _connections;
    private readonly ConnectionReporter _reporter;

    private RabbitMqBroker(BrokerOptions options, DiagnosticQueue diagnostics, TimeProvider time)
    {
        _reporter = new ConnectionReporter(diagnostics, options.Connections, time);
        _connections = [.. Enumerable.Range(0, options.Connections).Select(number => new SharedConnection(options, number, _reporter, time))];
    }

    /// <inheritdoc/>
    public ConnectionCounts Connections => new(_connections.Count(connection => connection.IsWanted), _connections.Count(connection => connection.IsOpen));

    /// <summary>Makes the way to a broker; nothing is connected yet.</summary>
    public static IBroker Create(BrokerOptions options, DiagnosticQueue diagnostics) =>
        new RabbitMqBroker(options, diagnostics, TimeProvider.System);

    /// <inheritdoc/>
    public IBodyCompressor? CreateCompressor(Compression compression) => compression switch
    {
        Compression.Gzip => new GzipCompressor(),
        Compression.Zstd => new ZstdCompressor(),
        _ => null,
    };

    /// <inheritdoc/>
    public void ChangeTo(BrokerOptions options)
    {
        _reporter.Changed(options);
        foreach (SharedConnection connection in _connections)
            connection.ChangeTo(options);
    }

    /// <inheritdoc/>
    public Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation) =>
        _connections[route.Connection].OpenChannelAsync(route, listener, cancellation);

    /// <summary>Closes the connections, side by side; waits a bounded time.</summary>
    public ValueTask DisposeAsync() => new(Task.WhenAll(_connections.Select(connection => connection.DisposeAsync().AsTask())));
}
