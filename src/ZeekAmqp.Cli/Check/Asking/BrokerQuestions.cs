using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Check.Asking;

/// <summary>Asks by a connection.</summary>
/// <remarks>
/// Whether something is allowed is seen from what the broker refuses first. RabbitMQ looks at permissions before it looks at values, so a
/// question with a value that cannot be right is refused either way, with another code, and nothing is done. Each leaves a line in the
/// broker's log, and the value says whose it is.
/// </remarks>
internal sealed class BrokerQuestions : IBrokerQuestions
{
    /// <summary>What stands where it cannot be right, and in the broker's log.</summary>
    private const string Impossible = "zeek-amqp check";

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    private readonly BrokerLink _link;
    private readonly IConnection _connection;
    private readonly List<IChannel> _consuming = [];
    private volatile string? _blockedReason;

    public BrokerQuestions(BrokerLink link)
    {
        _link = link;
        _connection = link.Connection;
        _connection.ConnectionBlockedAsync += (_, blocked) => Note(blocked.Reason);
        _connection.ConnectionUnblockedAsync += (_, _) => Note(null);
        Greeting = ServerText.Greeting(_connection.ServerProperties, _connection.Heartbeat);
    }

    /// <inheritdoc/>
    public Greeting Greeting { get; }

    /// <inheritdoc/>
    public string User => _link.User;

    /// <inheritdoc/>
    public string? BlockedReason => _blockedReason;

    /// <inheritdoc/>
    public Task<Answer> ExchangeAsync(string exchange, CancellationToken cancellation) =>
        AskAsync((channel, token) => channel.ExchangeDeclarePassiveAsync(exchange, token), cancellation);

    /// <inheritdoc/>
    public async Task<QueueAnswer> QueueAsync(string queue, CancellationToken cancellation)
    {
        QueueDeclareOk? found = null;
        Answer answer = await AskAsync(
            async (channel, token) => found = await channel.QueueDeclarePassiveAsync(queue, token).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        return new QueueAnswer(answer, found?.MessageCount ?? 0, found?.ConsumerCount ?? 0);
    }

    /// <inheritdoc/>
    public Task<Answer> MayDeclareExchangeAsync(string exchange, CancellationToken cancellation) => AskAsync(
        // An alternate exchange is a name, and no number.
        (channel, token) => channel.ExchangeDeclareAsync(
            exchange, ExchangeType.Direct, durable: false, autoDelete: true, new Dictionary<string, object?> { ["alternate-exchange"] = 0 }, cancellationToken: token),
        cancellation);

    /// <inheritdoc/>
    public Task<Answer> MayDeclareQueueAsync(string queue, CancellationToken cancellation) => AskAsync(
        // No time is negative.
        (channel, token) => channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-message-ttl"] = -1 }, cancellationToken: token),
        cancellation);

    /// <inheritdoc/>
    public Task<Answer> MayBindAsync(string queue, string exchange, CancellationToken cancellation) => AskAsync(
        // To unbind needs the same permissions, and a binding of this key there is none.
        (channel, token) => channel.QueueUnbindAsync(queue, exchange, $"{Impossible} {Guid.NewGuid():N}", arguments: null, cancellationToken: token),
        cancellation);

    /// <inheritdoc/>
    public Task<Answer> MayPublishAsync(string exchange, string routingKey, CancellationToken cancellation) => AskAsync(
        async (channel, token) =>
        {
            // Publishing has no answer but the end of the channel.
            var refused = new TaskCompletionSource<ShutdownEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.ChannelShutdownAsync += (_, reason) =>
            {
                refused.TrySetResult(reason);
                return Task.CompletedTask;
            };
            // Two values that cannot be right: that of the user is right for who may pose as any (tag impersonator).
            var properties = new BasicProperties { UserId = Impossible, Expiration = Impossible };
            await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, ReadOnlyMemory<byte>.Empty, token).ConfigureAwait(false);
            throw new OperationInterruptedException(await refused.Task.WaitAsync(token).ConfigureAwait(false));
        },
        cancellation);

    /// <inheritdoc/>
    public async Task<(Answer Answer, string Name)> DeclareOwnAsync(string name, CancellationToken cancellation)
    {
        string made = name;
        Answer answer = await AskAsync(
            async (channel, token) => made = (await channel.QueueDeclareAsync(
                name, durable: false, exclusive: true, autoDelete: true, cancellationToken: token).ConfigureAwait(false)).QueueName,
            cancellation).ConfigureAwait(false);
        return (answer, made);
    }

    /// <inheritdoc/>
    public Task<Answer> BindOwnAsync(string queue, string exchange, string routingKey, CancellationToken cancellation) =>
        AskAsync((channel, token) => channel.QueueBindAsync(queue, exchange, routingKey, cancellationToken: token), cancellation);

    /// <inheritdoc/>
    public Task<Answer> ConsumeOwnAsync(string queue, Action<byte[]> take, CancellationToken cancellation) => BoundedAsync(
        async token =>
        {
            IChannel channel = await _connection.CreateChannelAsync(cancellationToken: token).ConfigureAwait(false);
            _consuming.Add(channel);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) =>
            {
                take(delivery.Body.ToArray());
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: true, consumer, token).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>Disconnects; what was this connection's own goes with it.</summary>
    public async ValueTask DisposeAsync() => await _link.CloseAsync().ConfigureAwait(false);

    private Task<Answer> AskAsync(Func<IChannel, CancellationToken, Task> question, CancellationToken cancellation) => BoundedAsync(
        async token =>
        {
            IChannel channel = await _connection.CreateChannelAsync(cancellationToken: token).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
                await question(channel, token).ConfigureAwait(false);
        },
        cancellation);

    private async Task<Answer> BoundedAsync(Func<CancellationToken, Task> question, CancellationToken cancellation)
    {
        if (_blockedReason is { } blocked)
            return Blocked(blocked);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(CallTimeout);
        try
        {
            // The client library notices a cancellation late where the broker does not answer.
            await question(bounded.Token).WaitAsync(bounded.Token).ConfigureAwait(false);
            return Answer.Yes;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason is { Initiator: ShutdownInitiator.Peer } reason)
        {
            return new Answer(reason.ReplyCode, reason.ReplyText.ReplaceLineEndings(" "));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            if (_blockedReason is { } reason)
                return Blocked(reason);
            return new Answer(Answer.NoAnswer, exception is OperationCanceledException ? $"no answer within {CallTimeout.TotalSeconds:0} s" : "the connection has ended");
        }
    }

    private static Answer Blocked(string reason) => new(Answer.NoAnswer, $"the broker has asked to pause: {reason}");

    private Task Note(string? reason)
    {
        _blockedReason = reason;
        return Task.CompletedTask;
    }
}
