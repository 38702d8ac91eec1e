using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>A broker as a whole, over the vhosts that the user sees. Rates are messages a second; null where it has none yet.</summary>
internal sealed record BrokerOverview
{
    /// <summary>RabbitMQ's version.</summary>
    public required string Version { get; init; }

    /// <summary>Version of Erlang under it.</summary>
    public required string ErlangVersion { get; init; }

    /// <summary>The cluster's name.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The node that answered.</summary>
    public required string Node { get; init; }

    /// <summary>Messages in all queues; null if it does not count.</summary>
    public long? Messages { get; init; }

    /// <summary>Queues.</summary>
    public long? Queues { get; init; }

    /// <summary>Connections.</summary>
    public long? Connections { get; init; }

    /// <summary>Consumers.</summary>
    public long? Consumers { get; init; }

    /// <summary>Published by all clients.</summary>
    public double? PublishRate { get; init; }

    /// <summary>Confirmed to them.</summary>
    public double? ConfirmRate { get; init; }

    /// <summary>Given to consumers, or fetched.</summary>
    public double? DeliverRate { get; init; }

    /// <summary>Reads the API's object.</summary>
    public static BrokerOverview Read(JsonElement json)
    {
        JsonElement statistics = json.Inner("message_stats") ?? default;
        JsonElement objects = json.Inner("object_totals") ?? default;
        return new BrokerOverview
        {
            Version = json.Text("rabbitmq_version"),
            ErlangVersion = json.Text("erlang_version"),
            ClusterName = json.Text("cluster_name"),
            Node = json.Text("node"),
            Messages = (json.Inner("queue_totals") ?? default).Count("messages"),
            Queues = objects.Count("queues"),
            Connections = objects.Count("connections"),
            Consumers = objects.Count("consumers"),
            PublishRate = statistics.Rate("publish"),
            ConfirmRate = statistics.Rate("confirm"),
            DeliverRate = statistics.Rate("deliver_get"),
        };
    }
}
