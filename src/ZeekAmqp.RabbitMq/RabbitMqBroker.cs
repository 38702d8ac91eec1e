using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>A RabbitMQ broker: the connection to it, which all writers share. Thread-safe.</summary>
public sealed class RabbitMqBroker : IBroker
{
    private readonly SharedConnection _connection;

    private RabbitMqBroker(BrokerOptions options, DiagnosticQueue diagnostics, TimeProvider time) =>
        _connection = new SharedConnection(options, new ConnectionReporter(diagnostics, time), time);

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
    public Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation) =>
        _connection.OpenChannelAsync(route, listener, cancellation);

    /// <summary>Closes the connection; waits a bounded time.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
