namespace ZeekAmqp.Core.Options;

/// <summary>Which broker, as whom, and how much may wait for it. Writers with equal ones share its connections.</summary>
public sealed record BrokerOptions
{
    /// <summary>The most connections. As many logs are normal, and more connections than logs are of no use.</summary>
    public const int MaxConnections = 64;

    /// <summary>
    /// The broker's host, or several, as text (<c>mq1,mq2:5673</c>): equal texts are one broker. <see cref="Addresses"/> takes it apart.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>Port of hosts without one of their own, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>How many connections its writers share, 1 to <see cref="MaxConnections"/>. Each is made when a writer needs it.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>All hosts, each with its port, in the order of the text. Parsed at each call.</summary>
    public IReadOnlyList<BrokerAddress> Addresses => HostList.Parse(Host, Port);

    /// <summary>Virtual host.</summary>
    public required string VirtualHost { get; init; }

    /// <summary>As whom.</summary>
    public required CredentialOptions Credentials { get; init; }

    /// <summary>How TLS is spoken; null for none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Bytes of records that may wait for their confirm, over all writers of this broker.</summary>
    public required long MaxQueueBytes { get; init; }

    /// <summary>Folder for records that wait on disk; empty for none, <see cref="OptionTable.SpoolAuto"/> for the usual one.</summary>
    public required string SpoolDirectory { get; init; }

    /// <summary>Bytes of records that may wait on disk, over all writers of this broker.</summary>
    public required long MaxSpoolBytes { get; init; }

    /// <summary>Longest time between a write to the spool and its sync.</summary>
    public required TimeSpan SpoolSyncInterval { get; init; }

    /// <summary>
    /// Names of the settings that its writers have for themselves, where the others follow the global ones. Writers share an engine only if
    /// these are the same, so that a change of a global setting is one for all of them, or for none.
    /// </summary>
    public string OwnSettings { get; init; } = "";

    /// <summary>The broker as people read it: no user, no secret.</summary>
    public override string ToString() => At(string.Join(" or ", Addresses));

    /// <summary>One host of the broker as people read it.</summary>
    public string At(BrokerAddress address) => At(address.ToString());

    private string At(string where) => $"{where}, vhost '{VirtualHost}'";
}
