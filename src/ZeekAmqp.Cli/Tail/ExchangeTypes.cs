using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Types of exchanges, and how to learn an exchange's.</summary>
internal static class ExchangeTypes
{
    /// <summary>Delivers by the exact routing key.</summary>
    public const string Direct = "direct";

    private const string AnyOther = "headers";
    private const string Differs = "but current is '";

    // Each message goes to one of the queues that are bound: a queue more takes its share away from the others.
    private static readonly string[] Dealing = ["x-consistent-hash", "x-modulus-hash", "x-random", "x-local-random"];

    /// <summary>Whether exchanges of a type give each message to one of their queues only.</summary>
    public static bool IsDealing(string type) => Dealing.Contains(type);

    /// <summary>The binding key that gets all messages of an exchange; null if there is none.</summary>
    public static string? KeyForAll(string type) => type switch
    {
        Direct => null,
        // These look at no key; without arguments, a binding of the latter matches each message.
        "fanout" or "headers" => "",
        _ => "#",
    };

    /// <summary>Asks the broker for an exchange's type.</summary>
    /// <remarks>
    /// AMQP has no question for it, but an answer: to declare an exchange that is of another type is refused with the type that it has. What
    /// is declared here has an argument that nothing can be made with, so that it is refused whatever the broker has, and nothing is made.
    /// </remarks>
    /// <returns>The type, or null and the broker's words.</returns>
    /// <exception cref="OperationInterruptedException">There is no such exchange.</exception>
    public static async Task<(string? Type, string Reply)> FindAsync(IConnection connection, string exchange, CancellationToken cancellation)
    {
        IChannel looking = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
        await using (looking.ConfigureAwait(false))
            await looking.ExchangeDeclarePassiveAsync(exchange, cancellation).ConfigureAwait(false);
        try
        {
            IChannel asking = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
            await using (asking.ConfigureAwait(false))
            {
                // The name of an exchange, which a number is not.
                var arguments = new Dictionary<string, object?> { ["alternate-exchange"] = 1 };
                await asking.ExchangeDeclareAsync(exchange, AnyOther, durable: true, autoDelete: false, arguments, cancellationToken: cancellation).ConfigureAwait(false);
            }

            return (null, "it does not say");
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason is { Initiator: ShutdownInitiator.Peer } reason)
        {
            return (Read(reason.ReplyText), reason.ReplyText);
        }
    }

    /// <summary>Finds the type in the broker's refusal.</summary>
    internal static string? Read(string reply)
    {
        // PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'x' in vhost '/': received 'headers' but current is 'topic'
        const string Inequivalent = "inequivalent arg '";
        int at = reply.IndexOf(Inequivalent, StringComparison.Ordinal);
        if (at < 0)
            return null;
        if (!reply.AsSpan(at + Inequivalent.Length).StartsWith("type'"))
            return AnyOther;
        int current = reply.LastIndexOf(Differs, StringComparison.Ordinal);
        // Types of plugins have two quotes around them.
        string type = current < 0 ? "" : reply[(current + Differs.Length)..].Trim('\'', '.', ' ');
        return type.Length > 0 ? type : null;
    }
}
