using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.RabbitMq;

/// <summary>Makes sure that what a writer publishes to exists, as far as its options ask for that.</summary>
/// <remarks>
/// Each question gets a channel of its own, since the broker closes the channel on a refusal. What exists is used as it is: a user
/// who may publish but not configure can work with what an administrator has made, whatever it was made as.
/// </remarks>
/// <param name="connection">The way to the broker.</param>
/// <param name="options">What is made as what.</param>
/// <param name="connectApart">Makes a connection of its own; the caller closes it.</param>
internal sealed class Topology(IConnection connection, TopologyOptions options, Func<CancellationToken, Task<BrokerLink>> connectApart)
{
    private const int NotFound = 404;

    /// <summary>Makes sure of an exchange, of a queue, and that it is bound.</summary>
    /// <param name="address">Their names; the default exchange is always there, and binds nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationInterruptedException">The broker refused, in its own words.</exception>
    public async Task EnsureAsync(Address address, CancellationToken cancellation)
    {
        (string exchange, _, string queue) = address;
        if (options.Declaration == Declaration.None)
            return;
        if (exchange.Length > 0)
        {
            await EnsureAsync(
                    channel => channel.ExchangeDeclarePassiveAsync(exchange, cancellation),
                    options.ExchangeType.Length == 0 ? null : () => DeclareExchangeAsync(exchange, cancellation),
                    cancellation)
                .ConfigureAwait(false);
        }

        if (queue.Length == 0)
            return;
        await EnsureAsync(
                channel => channel.QueueDeclarePassiveAsync(queue, cancellation),
                () => AskAsync(connection, channel => DeclareQueueAsync(channel, queue, cancellation), cancellation),
                cancellation)
            .ConfigureAwait(false);
        if (exchange.Length > 0 && options.Declaration == Declaration.Missing)
            await BindAsync(exchange, queue, cancellation).ConfigureAwait(false);
    }

    private async Task DeclareExchangeAsync(string exchange, CancellationToken cancellation)
    {
        if (!options.ExchangeType.StartsWith("x-", StringComparison.Ordinal))
        {
            await AskAsync(connection, channel => DeclareAsync(channel, exchange, cancellation), cancellation).ConfigureAwait(false);
            return;
        }

        // A type that the broker has no plugin for ends the whole connection, and other logs use this one.
        BrokerLink apart = await connectApart(cancellation).ConfigureAwait(false);
        try
        {
            await AskAsync(apart.Connection, channel => DeclareAsync(channel, exchange, cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            await apart.CloseAsync().ConfigureAwait(false);
        }
    }

    private Task DeclareAsync(IChannel channel, string exchange, CancellationToken cancellation) => channel.ExchangeDeclareAsync(
        exchange,
        options.ExchangeType,
        options.IsExchangeDurable,
        options.IsExchangeAutoDelete,
        FieldTable.Of(options.ExchangeArguments),
        cancellationToken: cancellation);

    private Task DeclareQueueAsync(IChannel channel, string queue, CancellationToken cancellation) => channel.QueueDeclareAsync(
        queue,
        options.IsQueueDurable,
        exclusive: false,
        options.IsQueueAutoDelete,
        FieldTable.Of(options.QueueArguments),
        cancellationToken: cancellation);

    // There is no way to ask whether a binding exists; to make one that does is no conflict.
    private async Task BindAsync(string exchange, string queue, CancellationToken cancellation)
    {
        foreach (string key in options.BindingKeyList)
        {
            await AskAsync(
                    connection,
                    channel => channel.QueueBindAsync(
                        queue, exchange, NameTemplate.Parse(key).Render(), FieldTable.Of(options.BindingArguments), cancellationToken: cancellation),
                    cancellation)
                .ConfigureAwait(false);
        }
    }

    private async Task EnsureAsync(Func<IChannel, Task> look, Func<Task>? declare, CancellationToken cancellation)
    {
        try
        {
            await AskAsync(connection, look, cancellation).ConfigureAwait(false);
        }
        catch (OperationInterruptedException exception) when (
            exception.ShutdownReason?.ReplyCode == NotFound && options.Declaration == Declaration.Missing && declare is not null)
        {
            await declare().ConfigureAwait(false);
        }
    }

    private static async Task AskAsync(IConnection connection, Func<IChannel, Task> question, CancellationToken cancellation)
    {
        IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
            await question(channel).ConfigureAwait(false);
    }
}
