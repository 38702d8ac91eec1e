using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>An exchange.</summary>
internal sealed record ExchangeState
{
    /// <summary>Its name; empty for the default exchange.</summary>
    public required string Name { get; init; }

    /// <summary>Its vhost.</summary>
    public required string VirtualHost { get; init; }

    /// <summary><c>direct</c>, <c>fanout</c>, <c>topic</c>, <c>headers</c>, or one of a plugin.</summary>
    public required string Type { get; init; }

    /// <summary>Whether it survives a restart of the broker.</summary>
    public bool IsDurable { get; init; }

    /// <summary>Whether it goes with its last binding.</summary>
    public bool IsAutoDelete { get; init; }

    /// <summary>Whether no client may publish to it.</summary>
    public bool IsInternal { get; init; }

    /// <summary>What it was declared with.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Messages a second that come; null where the broker has not counted yet.</summary>
    public double? PublishInRate { get; init; }

    /// <summary>Messages a second that go on to queues.</summary>
    public double? PublishOutRate { get; init; }

    /// <summary>Reads the API's object.</summary>
    public static ExchangeState Read(JsonElement json)
    {
        JsonElement statistics = json.Inner("message_stats") ?? default;
        return new ExchangeState
        {
            Name = json.Text("name"),
            VirtualHost = json.Text("vhost"),
            Type = json.Text("type"),
            IsDurable = json.Flag("durable") ?? false,
            IsAutoDelete = json.Flag("auto_delete") ?? false,
            IsInternal = json.Flag("internal") ?? false,
            Arguments = json.Table("arguments"),
            PublishInRate = statistics.Rate("publish_in"),
            PublishOutRate = statistics.Rate("publish_out"),
        };
    }
}
