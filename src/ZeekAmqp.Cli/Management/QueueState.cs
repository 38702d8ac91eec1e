using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>A queue. Rates are messages a second. Numbers are some seconds old, and null where the broker has none yet.</summary>
internal sealed record QueueState
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its vhost.</summary>
    public required string VirtualHost { get; init; }

    /// <summary><c>classic</c>, <c>quorum</c> or <c>stream</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>running</c>, <c>down</c>, <c>crashed</c>, <c>flow</c>, <c>minority</c>; empty where it does not say.</summary>
    public string State { get; init; } = "";

    /// <summary>Whether it survives a restart of the broker.</summary>
    public bool IsDurable { get; init; }

    /// <summary>Whether it goes with its last consumer.</summary>
    public bool IsAutoDelete { get; init; }

    /// <summary>Whether it belongs to one connection.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>What it was declared with.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The policy that applies to it; empty for none.</summary>
    public string Policy { get; init; } = "";

    /// <summary>What that policy, and one of operators, say about it.</summary>
    public IReadOnlyDictionary<string, string> PolicyDefinition { get; init; } = new Dictionary<string, string>();

    /// <summary>Messages in it: ready and given out.</summary>
    public long? Messages { get; init; }

    /// <summary>Messages that wait.</summary>
    public long? Ready { get; init; }

    /// <summary>Messages that consumers have and did not acknowledge yet.</summary>
    public long? Unacknowledged { get; init; }

    /// <summary>Bytes of the messages' bodies.</summary>
    public long? MessageBytes { get; init; }

    /// <summary>Consumers.</summary>
    public long? Consumers { get; init; }

    /// <summary>Published into it.</summary>
    public double? PublishRate { get; init; }

    /// <summary>Given to consumers, or fetched.</summary>
    public double? DeliverRate { get; init; }

    /// <summary>Acknowledged by them.</summary>
    public double? AcknowledgeRate { get; init; }

    /// <summary>Reads the API's object.</summary>
    public static QueueState Read(JsonElement json)
    {
        JsonElement statistics = json.Inner("message_stats") ?? default;
        return new QueueState
        {
            Name = json.Text("name"),
            VirtualHost = json.Text("vhost"),
            Type = json.Text("type"),
            State = json.Text("state"),
            IsDurable = json.Flag("durable") ?? false,
            IsAutoDelete = json.Flag("auto_delete") ?? false,
            IsExclusive = json.Flag("exclusive") ?? false,
            Arguments = json.Table("arguments"),
            Policy = json.Text("policy"),
            PolicyDefinition = json.Table("effective_policy_definition"),
            Messages = json.Count("messages"),
            Ready = json.Count("messages_ready"),
            Unacknowledged = json.Count("messages_unacknowledged"),
            MessageBytes = json.Count("message_bytes"),
            Consumers = json.Count("consumers"),
            PublishRate = statistics.Rate("publish"),
            DeliverRate = statistics.Rate("deliver_get"),
            AcknowledgeRate = statistics.Rate("ack"),
        };
    }
}
