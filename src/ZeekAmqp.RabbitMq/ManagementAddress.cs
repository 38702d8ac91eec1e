using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>Where the management API of a broker is.</summary>
/// <param name="Host">Its web server.</param>
/// <param name="IsTls">Whether that speaks TLS.</param>
public sealed record ManagementAddress(BrokerAddress Host, bool IsTls)
{
    /// <summary>What the server puts before <c>/api</c> (<c>management.path_prefix</c>); empty for nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>User name and password, where they are others than those for AMQP.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>As people write it; no password.</summary>
    public override string ToString() => $"{(IsTls ? "https" : "http")}://{Host}{Prefix}";
}
