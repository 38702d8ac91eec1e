using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Takes messages out of a queue that exists; declares and binds nothing.</summary>
internal sealed class QueueConsumer : IAsyncDisposable
{
    private const int NotFound = 404;

    private readonly BrokerLink _link;
    private readonly IChannel _channel;

    // Bounded by the prefetch.
    private readonly Channel<QueueDelivery> _deliveries = Channel.CreateUnbounded<QueueDelivery>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = false });

    private QueueConsumer(BrokerLink link, IChannel channel)
    {
        _link = link;
        _channel = channel;
        channel.ChannelShutdownAsync += (_, reason) => EndAsync($"lost the queue: {reason.Exception?.Message ?? reason.ReplyText}");
    }

    /// <summary>What came, in its order.</summary>
    /// <remarks>Ends with a <see cref="QueueLostException"/> in a <see cref="ChannelClosedException"/>.</remarks>
    public ChannelReader<QueueDelivery> Deliveries => _deliveries.Reader;

    /// <summary>Connects and begins to consume.</summary>
    /// <param name="request">Where, and what.</param>
    /// <param name="warn">Hears of what is not as it should be.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UsageException">The broker cannot be reached, or refuses, or has no such queue.</exception>
    public static async Task<QueueConsumer> OpenAsync(TailRequest request, Action<string> warn, CancellationToken cancellation)
    {
        BrokerLink link = await ConnectAsync(request.Broker, warn, cancellation).ConfigureAwait(false);
        try
        {
            IChannel channel = await link.Connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
            await channel.QueueDeclarePassiveAsync(request.Queue, cancellation).ConfigureAwait(false);
            await channel.BasicQosAsync(0, request.Prefetch, global: false, cancellation).ConfigureAwait(false);
            var consumer = new QueueConsumer(link, channel);
            await consumer.ConsumeAsync(request.Queue, cancellation).ConfigureAwait(false);
            return consumer;
        }
        catch (OperationInterruptedException exception)
        {
            await link.CloseAsync().ConfigureAwait(false);
            throw new UsageException(
                exception.ShutdownReason?.ReplyCode == NotFound
                    ? $"there is no queue '{request.Queue}' at {link.Place}; name one with --queue"
                    : $"cannot read queue '{request.Queue}' at {link.Place}: {exception.ShutdownReason?.ReplyText ?? exception.Message}");
        }
        catch (OperationCanceledException)
        {
            await link.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells the broker that all messages up to one have been shown.</summary>
    public ValueTask AcknowledgeAsync(ulong tag) => _channel.BasicAckAsync(tag, multiple: true);

    /// <summary>Disconnects; what was not acknowledged goes back to the queue.</summary>
    public async ValueTask DisposeAsync() => await _link.CloseAsync().ConfigureAwait(false);

    private static async Task<BrokerLink> ConnectAsync(BrokerOptions broker, Action<string> warn, CancellationToken cancellation)
    {
        try
        {
            BrokerLink link = await Handshake.OpenAsync(broker, "zeek-amqp tail", avoid: null, warn, cancellation).ConfigureAwait(false);
            if (link.Warning is { } warning)
                warn(warning);
            return link;
        }
        catch (BrokerException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private async Task ConsumeAsync(string queue, CancellationToken cancellation)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The client takes its buffer back when this returns.
            IReadOnlyBasicProperties properties = delivery.BasicProperties;
            _deliveries.Writer.TryWrite(
                new QueueDelivery(delivery.DeliveryTag, delivery.Body.ToArray(), properties.ContentType, properties.ContentEncoding) { Log = properties.Type });
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => EndAsync($"queue '{queue}' was deleted, or its broker took it away");
        await _channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellation).ConfigureAwait(false);
    }

    private Task EndAsync(string reason)
    {
        _deliveries.Writer.TryComplete(new QueueLostException(reason));
        return Task.CompletedTask;
    }
}
