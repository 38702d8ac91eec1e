using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>A channel in confirm mode that carries one writer's messages.</summary>
internal sealed class PublishChannel : IPublishChannel
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly BrokerConnection _connection;
    private readonly IChannel _channel;
    private readonly IChannelListener _listener;
    private readonly AddressBook _addresses;
    private readonly NamedPlaces? _places;
    private readonly MessageMarks _marks;
    private readonly bool _isMandatory;

    /// <param name="connection">Its connection.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="route">Whose messages.</param>
    /// <param name="listener">Hears of outcomes.</param>
    /// <param name="places">Makes sure of exchanges and queues that records name; null if none does.</param>
    public PublishChannel(BrokerConnection connection, IChannel channel, MessageRoute route, IChannelListener listener, NamedPlaces? places)
    {
        _connection = connection;
        _channel = channel;
        _listener = listener;
        _addresses = new AddressBook(route.Target);
        _places = places;
        _marks = new MessageMarks(route);
        _isMandatory = route.Target.Properties.IsMandatory;

        // These run on the connection's reading thread, before the next frame is looked at: the listener only takes note.
        channel.BasicAcksAsync += (_, confirm) =>
        {
            listener.OnConfirmed(confirm.DeliveryTag, confirm.Multiple);
            return Task.CompletedTask;
        };
        channel.BasicNacksAsync += (_, nack) =>
        {
            listener.OnNacked(nack.DeliveryTag, nack.Multiple);
            return Task.CompletedTask;
        };
        channel.BasicReturnAsync += OnReturnedAsync;
        channel.ChannelShutdownAsync += OnShutdownAsync;
        connection.ListenForBlocked(listener);
    }

    public async ValueTask PublishAsync(OutboundMessage message, CancellationToken cancellation)
    {
        KnownAddress to = _addresses.Of(message);
        if (_places is not null)
            await _places.EnsureAsync(to.Address, cancellation).ConfigureAwait(false);
        try
        {
            await _channel.BasicPublishAsync(to.Exchange, to.RoutingKey, _isMandatory, _marks.Of(message), message.Body, cancellation)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new BrokerException(_connection.Describe(exception), exception);
        }
    }

    public void GiveUpConnection(BrokerFailure failure) => _connection.GiveUp(failure);

    /// <summary>Lets go of the channel; the broker is told in the background, since it may not answer.</summary>
    public ValueTask DisposeAsync()
    {
        _connection.EndListening(_listener);
        _channel.ChannelShutdownAsync -= OnShutdownAsync;
        _ = CloseAsync();
        return ValueTask.CompletedTask;
    }

    private async Task CloseAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(CloseTimeout);
            if (_channel.IsOpen)
                await _channel.CloseAsync(timeout.Token).WaitAsync(CloseTimeout).ConfigureAwait(false);
            await _channel.DisposeAsync().AsTask().WaitAsync(CloseTimeout).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The channel is being thrown away; the connection's own watch decides whether that too is of no use.
        }
    }

    private Task OnReturnedAsync(object sender, BasicReturnEventArgs returned)
    {
        if (_marks.SequenceOf(returned.BasicProperties) is { } sequence)
            _listener.OnReturned(sequence, $"{returned.ReplyCode} {returned.ReplyText}");
        return Task.CompletedTask;
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        _listener.OnClosed(_connection.Describe(new OperationInterruptedException(reason)));
        return Task.CompletedTask;
    }
}
