using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Management;

/// <summary>The flag that says where the management API is.</summary>
internal sealed class ManagementFlags
{
    private const string Variable = "ZEEK_AMQP_MANAGEMENT";

    // Ports that RabbitMQ's plugin has unless it is told otherwise.
    private const int Port = 15672;
    private const int TlsPort = 15671;

    private readonly Option<string> _url = new("--management")
    {
        HelpName = "URL",
        Description = $"The broker's management API. Default: http://HOST:{Port} of the first host, with TLS https://HOST:{TlsPort}. Its login is that "
            + $"for AMQP, unless the URL has one: http://user:password@host:{Port}. From the environment: {Variable}.",
    };

    /// <param name="command">Gets the flag.</param>
    public ManagementFlags(Command command) => command.Add(_url);

    /// <summary>Whether the API's URL asks for TLS; null if there is none, and AMQP decides.</summary>
    /// <exception cref="UsageException">The URL is wrong.</exception>
    public bool? IsTls(ParseResult result, Func<string, string?> variable) => Given(result, variable)?.IsTls;

    /// <summary>Where it is: as was said, else where it usually is.</summary>
    /// <exception cref="UsageException">The URL is wrong.</exception>
    public ManagementAddress Read(ParseResult result, Func<string, string?> variable, BrokerOptions broker) =>
        Given(result, variable) ?? new ManagementAddress(new BrokerAddress(broker.Addresses[0].Host, broker.Tls is null ? Port : TlsPort), broker.Tls is not null);

    private ManagementAddress? Given(ParseResult result, Func<string, string?> variable)
    {
        if (result.GetValue(_url) is { } url)
            return ManagementUrl.Parse(url, "--management");
        return variable(Variable) is { Length: > 0 } environmentUrl ? ManagementUrl.Parse(environmentUrl, Variable) : null;
    }
}
