using RabbitMQ.Client.Exceptions;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Which queue messages come from.</summary>
internal interface IQueueChoice
{
    /// <summary>Whether the queue is nobody else's, and lives no longer than its connection.</summary>
    bool IsOwn { get; }

    /// <summary>Makes sure of the queue.</summary>
    /// <param name="link">The way to the broker.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SourceException">There is no such queue, or it cannot be made.</exception>
    /// <exception cref="OperationInterruptedException">The broker refused.</exception>
    Task<ReadyQueue> PrepareAsync(BrokerLink link, CancellationToken cancellation);

    /// <summary>Explains why the broker refused to prepare it, or to read from it.</summary>
    /// <param name="place">Which broker, for people.</param>
    /// <param name="replyCode">The broker's code; 0 for none.</param>
    /// <param name="replyText">The broker's words.</param>
    SourceException Explain(string place, int replyCode, string replyText);

    /// <summary>The next <see cref="PrepareAsync"/> begins behind this message.</summary>
    void GoOnBehind(QueueDelivery delivery);
}
