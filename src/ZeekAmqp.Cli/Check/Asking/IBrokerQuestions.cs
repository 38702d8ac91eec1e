namespace ZeekAmqp.Cli.Check.Asking;

/// <summary>
/// What can be asked of a broker over AMQP without changing anything in it but a queue of this connection's own. Each question has a channel
/// of its own, since the broker closes the channel on a refusal. One thread at a time; each waits a bounded time.
/// </summary>
internal interface IBrokerQuestions : IAsyncDisposable
{
    /// <summary>What the broker says of itself.</summary>
    Greeting Greeting { get; }

    /// <summary>As whom we are logged in, for people.</summary>
    string User { get; }

    /// <summary>Why the broker has asked this connection to pause; null if it has not.</summary>
    string? BlockedReason { get; }

    /// <summary>Whether an exchange is there.</summary>
    Task<Answer> ExchangeAsync(string exchange, CancellationToken cancellation);

    /// <summary>Whether a queue is there, and what is in it.</summary>
    Task<QueueAnswer> QueueAsync(string queue, CancellationToken cancellation);

    /// <summary>Whether a missing exchange may be declared: <see cref="Answer.AccessRefused"/> if not. It is not.</summary>
    Task<Answer> MayDeclareExchangeAsync(string exchange, CancellationToken cancellation);

    /// <summary>Whether a missing queue may be declared: <see cref="Answer.AccessRefused"/> if not. It is not.</summary>
    Task<Answer> MayDeclareQueueAsync(string queue, CancellationToken cancellation);

    /// <summary>Whether a queue may be bound to an exchange, both of which exist. It is not.</summary>
    Task<Answer> MayBindAsync(string queue, string exchange, CancellationToken cancellation);

    /// <summary>Whether an exchange may be published to with a key: <see cref="Answer.AccessRefused"/> if not. Nothing is.</summary>
    Task<Answer> MayPublishAsync(string exchange, string routingKey, CancellationToken cancellation);

    /// <summary>Makes a queue that is this connection's alone and goes with it.</summary>
    /// <param name="name">Its name; empty lets the broker choose one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer, and the queue's name.</returns>
    Task<(Answer Answer, string Name)> DeclareOwnAsync(string name, CancellationToken cancellation);

    /// <summary>Binds such a queue.</summary>
    Task<Answer> BindOwnAsync(string queue, string exchange, string routingKey, CancellationToken cancellation);

    /// <summary>Takes what comes into such a queue.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="take">Gets each message's body. Called on the connection's thread.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Answer> ConsumeOwnAsync(string queue, Action<byte[]> take, CancellationToken cancellation);
}
