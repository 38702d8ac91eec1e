using System.Text.RegularExpressions;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Commands;

/// <summary>Reads <c>amqp://user:password@host:port/vhost</c>, or <c>amqps://</c> for TLS; what a URI leaves out it does not set.</summary>
/// <remarks>.NET's own URIs lower the case of hosts and take a wrong escape for text.</remarks>
internal static partial class BrokerUri
{
    /// <summary>Takes a URI apart into options.</summary>
    /// <param name="uri">The URI.</param>
    /// <param name="origin">Where it comes from, for messages; the URI itself may hold a password and is not shown.</param>
    /// <exception cref="UsageException">It is none, or asks for something that is not offered.</exception>
    public static List<RawOption> Parse(string uri, string origin)
    {
        Match match = Form().Match(uri);
        if (!match.Success)
            throw new UsageException($"{origin} is not of the form amqp://user:password@host:port/vhost (or amqps://), with special characters as %XX");

        var options = new List<RawOption> { new("tls", match.Groups["tls"].Length > 0 ? "T" : "F") };
        Add("username", "user");
        Add("password", "password");
        Add("hostname", "address");
        Add("hostname", "host");
        Add("amqp_port", "port");
        Add("vhost", "vhost");
        return options;

        void Add(string option, string part)
        {
            if (match.Groups[part] is { Success: true, Length: > 0 } group)
                options.Add(new RawOption(option, Decode(group.Value, origin)));
        }
    }

    private static string Decode(string text, string origin)
    {
        if (BadEscape().IsMatch(text))
            throw new UsageException($"{origin} has a % that no two hexadecimal digits follow; write it as %25");
        return Uri.UnescapeDataString(text);
    }

    [GeneratedRegex(
        @"^amqp(?<tls>s?)://((?<user>[^:@/?#]*)(:(?<password>[^@/?#]*))?@)?"
        + @"(\[(?<address>[0-9A-Fa-f:.]+)\]|(?<host>[^:@/?#\[\]]*))(:(?<port>[0-9]*))?(/(?<vhost>[^/?#]*))?\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex BadEscape();
}
