using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>A connection of a client. A client shows up some seconds after it has connected.</summary>
internal sealed record ConnectionState
{
    // What all connections of this project are called by, see Handshake.
    private const string OwnName = "zeek-amqp";

    /// <summary>The broker's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The client's name for it; empty for none.</summary>
    public required string ClientName { get; init; }

    /// <summary>As whom it is logged in.</summary>
    public required string User { get; init; }

    /// <summary>Its vhost.</summary>
    public required string VirtualHost { get; init; }

    /// <summary><c>running</c>, <c>blocked</c>, <c>blocking</c>, <c>flow</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>The client's address.</summary>
    public string PeerHost { get; init; } = "";

    /// <summary>Whether it is in TLS.</summary>
    public bool IsTls { get; init; }

    /// <summary>Channels in it.</summary>
    public long? Channels { get; init; }

    /// <summary>Bytes a second that come from the client.</summary>
    public double? ReceiveRate { get; init; }

    /// <summary>Whether it is of the plugin, the library or this tool.</summary>
    public bool IsOfZeekAmqp => ClientName.StartsWith(OwnName, StringComparison.Ordinal);

    /// <summary>Reads the API's object.</summary>
    public static ConnectionState Read(JsonElement json) => new()
    {
        Name = json.Text("name"),
        ClientName = (json.Inner("client_properties") ?? default).Text("connection_name"),
        User = json.Text("user"),
        VirtualHost = json.Text("vhost"),
        State = json.Text("state"),
        PeerHost = json.Text("peer_host"),
        IsTls = json.Flag("ssl") ?? false,
        Channels = json.Count("channels"),
        ReceiveRate = json.Rate("recv_oct"),
    };
}
