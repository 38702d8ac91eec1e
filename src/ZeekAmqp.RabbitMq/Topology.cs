using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>Makes sure that what a writer publishes to exists.</summary>
/// <remarks>
/// Each question gets a channel of its own, since the broker closes the channel on a refusal. What exists is used as it is: a user
/// who may publish but not configure can work with what an administrator has made, a quorum queue for instance.
/// </remarks>
internal static class Topology
{
    private const int NotFound = 404;

    /// <summary>Checks the exchange, and declares the queue, durable, if there is none.</summary>
    /// <exception cref="OperationInterruptedException">The broker refused, in its own words.</exception>
    public static async Task EnsureAsync(IConnection connection, PublishTarget target, CancellationToken cancellation)
    {
        if (target.Exchange.Length > 0)
        {
            await AskAsync(connection, channel => channel.ExchangeDeclarePassiveAsync(target.Exchange, cancellation), cancellation)
                .ConfigureAwait(false);
        }

        if (target.QueueName.Length == 0)
            return;
        try
        {
            await AskAsync(connection, channel => channel.QueueDeclarePassiveAsync(target.QueueName, cancellation), cancellation)
                .ConfigureAwait(false);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == NotFound)
        {
            await AskAsync(
                    connection,
                    channel => channel.QueueDeclareAsync(
                        target.QueueName, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellation),
                    cancellation)
                .ConfigureAwait(false);
        }
    }

    private static async Task AskAsync(IConnection connection, Func<IChannel, Task> question, CancellationToken cancellation)
    {
        IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
            await question(channel).ConfigureAwait(false);
    }
}
