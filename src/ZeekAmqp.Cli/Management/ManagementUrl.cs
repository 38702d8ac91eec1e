using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Management;

/// <summary>Reads <c>http://user:password@host:15672/prefix</c>, or <c>https://</c> for TLS.</summary>
internal static class ManagementUrl
{
    /// <summary>Takes a URL apart.</summary>
    /// <param name="url">The URL. Without a port, it is that of HTTP.</param>
    /// <param name="origin">Where it comes from, for messages; the URL itself may hold a password and is not shown.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static ManagementAddress Parse(string url, string origin)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.Host.Length == 0 || uri.Port < 1 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new UsageException($"{origin} is not of the form http://host:15672 (or https://host:15671), with special characters of a user or password as %XX");

        // Some have it from a browser or from curl.
        string prefix = uri.AbsolutePath.TrimEnd('/');
        if (prefix.EndsWith("/api", StringComparison.Ordinal))
            prefix = prefix[..^"/api".Length];
        return new ManagementAddress(new BrokerAddress(uri.DnsSafeHost, uri.Port), uri.Scheme == Uri.UriSchemeHttps)
        {
            Prefix = prefix,
            Login = uri.UserInfo.Length == 0 ? null : Login(uri.UserInfo),
        };
    }

    private static (string User, string Password) Login(string text)
    {
        string[] parts = text.Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
