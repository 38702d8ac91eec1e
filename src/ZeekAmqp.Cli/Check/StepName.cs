namespace ZeekAmqp.Cli.Check;

/// <summary>The steps by their names, in their order; programs know them by these.</summary>
internal static class StepName
{
    public const string Zeek = "zeek";
    public const string Options = "options";
    public const string Files = "files";
    public const string Host = "host";
    public const string Tcp = "tcp";
    public const string Tls = "tls";
    public const string Login = "login";
    public const string VirtualHost = "vhost";
    public const string Broker = "broker";
    public const string Heartbeat = "heartbeat";
    public const string Management = "management";
    public const string Exchange = "exchange";
    public const string Queue = "queue";
    public const string Bindings = "bindings";
    public const string Permissions = "permissions";
    public const string Probe = "probe";
    public const string Route = "route";
    public const string Alarms = "alarms";
    public const string Clock = "clock";

    /// <summary>Those of the way to one host, each of which needs the one before.</summary>
    public static IReadOnlyList<string> OfHost { get; } = [Host, Tcp, Tls, Login, VirtualHost, Broker, Heartbeat];

    /// <summary>Those that need a connection.</summary>
    public static IReadOnlyList<string> OfConnection { get; } = [Management, Exchange, Queue, Bindings, Permissions, Probe, Route, Alarms, Clock];
}
