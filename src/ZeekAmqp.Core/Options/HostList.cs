using System.Net;
using System.Net.Sockets;

namespace ZeekAmqp.Core.Options;

/// <summary>
/// Reads <c>mq1,mq2:5673,[::1]:5671,[fe80::1%eth0]</c>: hosts of one broker, each a name or an address, with a port or without. An
/// IPv6 address needs its brackets only before a port.
/// </summary>
internal static class HostList
{
    /// <summary>What is allowed, in words that complete "allowed is …".</summary>
    public const string Allowed = "a host name or an address, with :port or without, or several: mq1,mq2:5673,[::1]:5671";

    // DNS, RFC 1035 section 2.3.4.
    private const int MaxNameLength = 255;

    /// <summary>Takes a list apart.</summary>
    /// <param name="text">The list; blanks around a comma mean nothing.</param>
    /// <param name="defaultPort">Port of hosts without one.</param>
    /// <exception cref="FormatException">An item is wrong; the message quotes it.</exception>
    public static BrokerAddress[] Parse(string text, int defaultPort)
    {
        string[] items = text.Split(',', StringSplitOptions.TrimEntries);
        return [.. items.Select(item => ParseItem(item, defaultPort) ?? throw new FormatException($"'{item}' is none"))];
    }

    /// <summary>What is wrong with a list, or null.</summary>
    public static string? Fault(string text)
    {
        try
        {
            Parse(text, 1);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The same list without blanks, so that equal lists are equal texts.</summary>
    public static string Normalize(string text) => string.Join(',', text.Split(',', StringSplitOptions.TrimEntries));

    private static BrokerAddress? ParseItem(string item, int defaultPort)
    {
        string host = item;
        string? port = null;
        if (item.StartsWith('['))
        {
            int end = item.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
                return null;
            host = item[1..end];
            string rest = item[(end + 1)..];
            if (rest.Length > 0 && rest[0] != ':')
                return null;
            port = rest.Length > 0 ? rest[1..] : null;
            if (!IsIPv6(host))
                return null;
        }
        else if (item.Count(character => character == ':') == 1)
        {
            string[] parts = item.Split(':');
            (host, port) = (parts[0], parts[1]);
        }

        if (!IsHost(host))
            return null;
        if (port is null)
            return new BrokerAddress(host, defaultPort);
        return OptionText.Port(port) is { } number ? new BrokerAddress(host, number) : null;
    }

    private static bool IsHost(string host) =>
        host.Contains(':')
            ? IsIPv6(host)
            : host.Length is > 0 and <= MaxNameLength && host.All(character => char.IsLetterOrDigit(character) || character is '-' or '.' or '_');

    // A zone names an interface, which may come later than the parser: it is looked at where it is used.
    private static bool IsIPv6(string text)
    {
        int zone = text.IndexOf('%', StringComparison.Ordinal);
        string address = zone < 0 ? text : text[..zone];
        bool isZoneWhole = zone < 0 || (zone < text.Length - 1 && !text.AsSpan(zone + 1).ContainsAny("%/[] "));
        return isZoneWhole && IPAddress.TryParse(address, out IPAddress? parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
