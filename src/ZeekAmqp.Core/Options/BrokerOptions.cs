namespace ZeekAmqp.Core.Options;

/// <summary>Which broker, as whom, and how much memory may wait for it. Writers with equal ones share one connection.</summary>
public sealed record BrokerOptions
{
    /// <summary>Name or address of the broker's host.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Virtual host.</summary>
    public required string VirtualHost { get; init; }

    /// <summary>User name.</summary>
    public required string Username { get; init; }

    /// <summary>Password. Never in a message, a log or <see cref="ToString"/>.</summary>
    public required string Password { get; init; }

    /// <summary>Bytes of records that may wait for their confirm, over all writers of this broker.</summary>
    public required long MaxQueueBytes { get; init; }

    /// <summary>The broker as people read it: no user, no secret.</summary>
    public override string ToString()
    {
        string host = Host.Contains(':') ? $"[{Host}]" : Host;
        return $"{host}:{Port}, vhost '{VirtualHost}'";
    }
}
