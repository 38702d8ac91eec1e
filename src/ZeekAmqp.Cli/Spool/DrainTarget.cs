using System.CommandLine;
using System.Globalization;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary>Which broker a folder's records go to: the one that it is named after, unless flags name another.</summary>
/// <param name="flags">The flags.</param>
/// <param name="result">The command line.</param>
/// <param name="variable">Reads the environment.</param>
internal sealed class DrainTarget(BrokerFlags flags, ParseResult result, Func<string, string?> variable)
{
    private const string UriVariable = "ZEEK_AMQP_URI";

    // Of a URI in the environment, who logs in counts: where to is what the folder says.
    private static readonly string[] OfAddress = ["hostname", "amqp_port", "vhost"];

    /// <summary>The options of the broker that a process's records go to.</summary>
    /// <exception cref="UsageException">Neither the folder nor the flags name one.</exception>
    /// <exception cref="OptionException">A flag's value is not allowed.</exception>
    public WriterOptions Of(SpoolProcess process)
    {
        List<RawOption> said = flags.Read(result, name => name == UriVariable ? null : variable(name));
        List<RawOption> options = [];
        if (variable(UriVariable) is { Length: > 0 } uri)
            options.AddRange(BrokerUri.Parse(uri, UriVariable).Where(option => !OfAddress.Contains(option.Name)));
        if (process.Broker is { } broker)
        {
            options.Add(new RawOption("hostname", broker.Host));
            options.Add(new RawOption("vhost", broker.VirtualHost));
            // Another host's port is not this one's.
            if (said.All(option => option.Name != "hostname"))
                options.Add(new RawOption("amqp_port", broker.Port.ToString(CultureInfo.InvariantCulture)));
        }
        else if (said.All(option => option.Name != "hostname"))
        {
            throw new UsageException($"the folder of '{process.Folder}' does not say which broker its records are for; use --hostname or --uri");
        }

        return OptionParser.Parse([.. options, .. said]);
    }
}
