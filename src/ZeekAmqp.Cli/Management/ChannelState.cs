using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>A channel of a connection.</summary>
internal sealed record ChannelState
{
    /// <summary>Its number in the connection.</summary>
    public long? Number { get; init; }

    /// <summary>The broker's name of its connection.</summary>
    public required string Connection { get; init; }

    /// <summary><c>running</c>, <c>flow</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>Whether messages are confirmed in it.</summary>
    public bool Confirms { get; init; }

    /// <summary>Messages that are not confirmed yet.</summary>
    public long? Unconfirmed { get; init; }

    /// <summary>Consumers in it.</summary>
    public long? Consumers { get; init; }

    /// <summary>Messages published in it a second.</summary>
    public double? PublishRate { get; init; }

    /// <summary>Messages confirmed in it a second.</summary>
    public double? ConfirmRate { get; init; }

    /// <summary>Reads the API's object.</summary>
    public static ChannelState Read(JsonElement json)
    {
        JsonElement statistics = json.Inner("message_stats") ?? default;
        return new ChannelState
        {
            Number = json.Count("number"),
            Connection = (json.Inner("connection_details") ?? default).Text("name"),
            State = json.Text("state"),
            Confirms = json.Flag("confirm") ?? false,
            Unconfirmed = json.Count("messages_unconfirmed"),
            Consumers = json.Count("consumer_count"),
            PublishRate = statistics.Rate("publish"),
            ConfirmRate = statistics.Rate("confirm"),
        };
    }
}
