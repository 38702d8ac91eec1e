using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Receives the messages of a queue over a connection of its own.</summary>
internal sealed class QueueConsumer : IMessageSource
{
    private const string OffsetHeader = "x-stream-offset";

    private readonly BrokerLink _link;
    private readonly IChannel _channel;
    private readonly ReadyQueue _queue;

    // Bounded by the prefetch.
    private readonly Channel<QueueDelivery> _deliveries = Channel.CreateUnbounded<QueueDelivery>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = false });

    private long _received;
    private long _receivedBytes;

    private QueueConsumer(BrokerLink link, IChannel channel, ReadyQueue queue)
    {
        _link = link;
        _channel = channel;
        _queue = queue;
        channel.ChannelShutdownAsync += (_, reason) => EndAsync(link.ExplainLoss(reason));
    }

    public string Description => $"{_queue.Description} at {_link.Place}";

    public ChannelReader<QueueDelivery> Deliveries => _deliveries.Reader;

    /// <summary>Connects and begins to consume.</summary>
    /// <param name="broker">Where.</param>
    /// <param name="choice">What.</param>
    /// <param name="prefetch">How many messages may be on their way here.</param>
    /// <param name="warn">Hears of what is not as it should be.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SourceException">The broker cannot be reached, or refuses.</exception>
    public static async Task<IMessageSource> OpenAsync(
        BrokerOptions broker, IQueueChoice choice, ushort prefetch, Action<string> warn, CancellationToken cancellation)
    {
        BrokerLink link = await ConnectAsync(broker, warn, cancellation).ConfigureAwait(false);
        try
        {
            ReadyQueue queue = await choice.PrepareAsync(link, cancellation).ConfigureAwait(false);
            IChannel channel = await link.Connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
            await channel.BasicQosAsync(0, prefetch, global: false, cancellation).ConfigureAwait(false);
            var consumer = new QueueConsumer(link, channel, queue);
            await consumer.ConsumeAsync(cancellation).ConfigureAwait(false);
            return consumer;
        }
        catch (Exception exception)
        {
            await link.CloseAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            throw exception switch
            {
                SourceException => exception,
                OperationInterruptedException { ShutdownReason: { } reason } =>
                    choice.Explain(link.Place, reason.ReplyCode, reason.ReplyText),
                // Whatever broke, there is no connection left of it.
                _ => choice.Explain(link.Place, 0, exception.Message),
            };
        }
    }

    public Task AcknowledgeAsync(ulong tag) => AskAsync(async () =>
    {
        await _channel.BasicAckAsync(tag, multiple: true).ConfigureAwait(false);
        return true;
    });

    public Task<bool> IsOverflowingAsync() => AskAsync(async () =>
    {
        uint waiting = await _channel.MessageCountAsync(_queue.Name).ConfigureAwait(false);
        // Near enough: some have just gone on their way here.
        long size = Interlocked.Read(ref _received) is > 0 and var received ? Interlocked.Read(ref _receivedBytes) / received : 0;
        return waiting >= ListeningQueue.MaxMessages / 10 * 9 || waiting * size >= ListeningQueue.MaxBytes / 10 * 9;
    });

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
            throw new SourceException(exception.Message, isFinal: false);
        }
    }

    private static long? OffsetOf(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(OffsetHeader, out object? offset) && offset is long number ? number : null;

    private async Task<bool> AskAsync(Func<Task<bool>> question)
    {
        try
        {
            return await question().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationInterruptedException or IOException or ObjectDisposedException or TimeoutException)
        {
            throw new SourceException(
                exception is OperationInterruptedException { ShutdownReason: { } reason } ? _link.ExplainLoss(reason) : exception.Message, isFinal: false);
        }
    }

    private async Task ConsumeAsync(CancellationToken cancellation)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            IReadOnlyBasicProperties properties = delivery.BasicProperties;
            Interlocked.Increment(ref _received);
            Interlocked.Add(ref _receivedBytes, delivery.Body.Length);
            // The client takes its buffer back when this returns.
            _deliveries.Writer.TryWrite(new QueueDelivery(delivery.DeliveryTag, delivery.Body.ToArray(), properties.ContentType, properties.ContentEncoding)
            {
                Log = properties.Type,
                MessageId = properties.MessageId,
                IsRedelivered = delivery.Redelivered,
                StreamOffset = OffsetOf(properties),
            });
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => EndAsync($"{_queue.Description} was deleted, or its broker took it away");
        await _channel.BasicConsumeAsync(
            _queue.Name, autoAck: false, "", noLocal: false, exclusive: false, _queue.Arguments, consumer, cancellation).ConfigureAwait(false);
    }

    private Task EndAsync(string reason)
    {
        _deliveries.Writer.TryComplete(new SourceException(reason, isFinal: false));
        return Task.CompletedTask;
    }
}
