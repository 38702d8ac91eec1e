using RabbitMQ.Client;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tail;

/// <summary>A queue of this connection's own, bound to an exchange: it gets copies, takes nothing away from anyone, and goes with the connection.</summary>
/// <param name="exchange">The exchange's name.</param>
/// <param name="type">Its type; null to ask the broker.</param>
/// <param name="keys">Binding keys; empty for the one that gets all.</param>
/// <param name="bindingArguments">Arguments of the bindings as a JSON object; empty for none.</param>
internal sealed class ListeningQueue(string exchange, string? type, IReadOnlyList<string> keys, string bindingArguments) : IQueueChoice
{
    /// <summary>How many messages wait for a slow reader at most: the broker drops the oldest beyond it.</summary>
    public const int MaxMessages = 20_000;

    /// <summary>The same in bytes of their bodies.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private string? _type = type;

    public bool IsOwn => true;

    public async Task<ReadyQueue> PrepareAsync(BrokerLink link, CancellationToken cancellation)
    {
        _type ??= await AskTypeAsync(link, cancellation).ConfigureAwait(false);
        IReadOnlyList<string> chosen = Keys(_type);
        // Not closed: the broker drops an exclusive queue when its connection ends, and this one also when its last consumer does.
        IChannel channel = await link.Connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
        var limits = new Dictionary<string, object?> { ["x-max-length"] = MaxMessages, ["x-max-length-bytes"] = MaxBytes, ["x-overflow"] = "drop-head" };
        QueueDeclareOk queue = await channel.QueueDeclareAsync(
            "", durable: false, exclusive: true, autoDelete: true, limits, cancellationToken: cancellation).ConfigureAwait(false);
        foreach (string key in chosen)
            await channel.QueueBindAsync(queue.QueueName, exchange, key, FieldTable.Of(bindingArguments), cancellationToken: cancellation).ConfigureAwait(false);
        await channel.CloseAsync(cancellation).ConfigureAwait(false);
        string how = string.Join(", ", chosen.Where(key => key.Length > 0).Select(key => $"'{key}'"));
        return new ReadyQueue(queue.QueueName, $"exchange '{exchange}' ({_type}{(how.Length > 0 ? $", binding key {how}" : "")})");
    }

    public SourceException Explain(string place, int replyCode, string replyText) => replyCode switch
    {
        // Whoever publishes may make it again.
        ReplyCode.NotFound => new($"there is no exchange '{exchange}' at {place}; name one with --exchange, or read a queue with --queue", isFinal: false),
        ReplyCode.AccessRefused => new(
            $"cannot listen to exchange '{exchange}' at {place}: {replyText}; the user needs the permission read on the exchange, and configure, write and read on amq.gen-.*",
            isFinal: true),
        _ => new($"cannot listen to exchange '{exchange}' at {place}: {replyText}", isFinal: false),
    };

    public void GoOnBehind(QueueDelivery delivery)
    {
        // The queue is another one then.
    }

    private async Task<string> AskTypeAsync(BrokerLink link, CancellationToken cancellation)
    {
        (string? found, string reply) = await ExchangeTypes.FindAsync(link.Connection, exchange, cancellation).ConfigureAwait(false);
        return found ?? throw new SourceException($"cannot find out the type of exchange '{exchange}' ({reply}); say it with --exchange-type", isFinal: true);
    }

    private IReadOnlyList<string> Keys(string known)
    {
        if (ExchangeTypes.IsDealing(known))
        {
            throw new SourceException(
                $"exchange '{exchange}' is of type {known}: each message goes to one of its queues, and a queue more would take some away from the others; "
                + "look into one of them with --peek QUEUE",
                isFinal: true);
        }

        if (keys.Count > 0)
            return keys;
        return ExchangeTypes.KeyForAll(known) is { } key
            ? [key]
            : throw new SourceException($"exchange '{exchange}' is of type {known}, and delivers by exact routing keys: say which with --binding-key", isFinal: true);
    }
}
