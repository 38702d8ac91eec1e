using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Options;

/// <summary>Makes of texts where a writer's messages go, and refuses what cannot be meant together.</summary>
internal static class TargetParser
{
    // What says nothing without another option, which has to hold something.
    private static readonly (string Name, string Needs)[] Needs =
    [
        ("exchange_type", "exchange"),
        ("exchange_durable", "exchange_type"),
        ("exchange_auto_delete", "exchange_type"),
        ("exchange_arguments", "exchange_type"),
        ("queue_durable", "queue_name"),
        ("queue_auto_delete", "queue_name"),
        ("queue_arguments", "queue_name"),
        ("binding_keys", "queue_name"),
        ("binding_keys", "exchange"),
        ("binding_arguments", "queue_name"),
        ("binding_arguments", "exchange"),
    ];

    /// <summary>Where messages go, and how they are marked.</summary>
    /// <exception cref="OptionException">Options contradict each other; the message names them.</exception>
    public static PublishTarget Target(OptionValues values)
    {
        var target = new PublishTarget(values["exchange"], values["routing_key"], values["queue_name"])
        {
            IsPersistent = OptionText.IsPersistent(values["delivery_mode"])!.Value,
            Partitions = (int)OptionText.Count(values["partitions"])!.Value,
            Properties = Properties(values),
            Topology = Topology(values),
        };
        CheckPartitions(target);
        foreach ((string name, string needs) in Needs)
        {
            // A filter may take the exchange or the queue away that all other logs have, without naming each option about it.
            if (values.IsSet(name) && values[needs].Length == 0 && values.OriginOf(name) >= values.OriginOf(needs))
                throw new OptionException($"option '{name}' has the value '{values[name]}', which needs option '{needs}', but that is empty; set '{needs}', or leave '{name}' out");
        }

        return target;
    }

    /// <summary>Whether a log's schema is published, which has to be to places that are known before its records are.</summary>
    /// <exception cref="OptionException">They are not; the message names the option that says so.</exception>
    public static bool PublishesSchema(OptionValues values, PublishTarget target)
    {
        if (OptionText.Bool(values["publish_schema"]) == false)
            return false;
        foreach ((string name, string text) in new[] { ("exchange", target.Exchange), ("routing_key", target.RoutingKey), ("queue_name", target.QueueName) })
        {
            if (NameTemplate.Parse(text).Kinds.HasFlag(Placeholders.Field))
            {
                throw new OptionException(
                    $"option 'publish_schema' has the value 'T', but option '{name}' has the value '{text}', so that only records say where they go; "
                    + "leave one of them out, and get the schema by zeek-amqp schema");
            }
        }

        return true;
    }

    private static MessageProperties Properties(OptionValues values) => new()
    {
        Priority = TargetText.Priority(values["priority"])!.Value,
        Expiration = TargetText.Expiration(values["expiration"])!.Value,
        Type = values["message_type"],
        AppId = values["app_id"],
        UserId = values["user_id"],
        Headers = values["headers"],
        IsMandatory = OptionText.Bool(values["mandatory"])!.Value,
    };

    private static TopologyOptions Topology(OptionValues values) => new()
    {
        Declaration = TargetText.Declares(values["declare"])!.Value,
        ExchangeType = values["exchange_type"],
        IsExchangeDurable = OptionText.Bool(values["exchange_durable"])!.Value,
        IsExchangeAutoDelete = OptionText.Bool(values["exchange_auto_delete"])!.Value,
        ExchangeArguments = values["exchange_arguments"],
        IsQueueDurable = OptionText.Bool(values["queue_durable"])!.Value,
        IsQueueAutoDelete = OptionText.Bool(values["queue_auto_delete"])!.Value,
        QueueArguments = values["queue_arguments"],
        BindingKeys = values["binding_keys"],
        BindingArguments = values["binding_arguments"],
    };

    private static void CheckPartitions(PublishTarget target)
    {
        var key = NameTemplate.Parse(target.RoutingKey);
        if (target.Partitions > 1 && !key.Kinds.HasFlag(Placeholders.Partition))
        {
            throw new OptionException(
                $"option 'partitions' has the value '{target.Partitions}', which needs {PublishTarget.PartitionPlace} in option 'routing_key', "
                + $"but that is '{target.RoutingKey}'; put it there, or leave 'partitions' out");
        }

        int bytes = key.MinBytes(target.Partitions);
        if (bytes > OptionText.MaxNameBytes)
        {
            throw new OptionException(
                $"option 'routing_key' has the value '{target.RoutingKey}', which makes keys of up to {bytes} bytes with option 'partitions' at "
                + $"'{target.Partitions}'; allowed are {OptionText.MaxNameBytes}");
        }
    }
}
