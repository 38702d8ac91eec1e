using System.Globalization;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Spool;

/// <summary>The broker that a folder in a spool is named after: see <see cref="SpoolPlace.BrokerFolder"/>.</summary>
/// <param name="Host">Its host, or several, as option <c>hostname</c> has it, in small letters.</param>
/// <param name="Port">Port of hosts that have none of their own.</param>
/// <param name="VirtualHost">The virtual host.</param>
public sealed record SpoolBroker(string Host, int Port, string VirtualHost)
{
    /// <summary>Reads a folder's name; null if it does not say a broker, or a long one of which the end is cut off.</summary>
    public static SpoolBroker? TryRead(string folderName)
    {
        string[] parts = folderName.Split('_');
        return parts.Length == 3
            && EscapedName.TryRead(parts[0]) is { Length: > 0 } host
            && HostList.Fault(host) is null
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and <= ushort.MaxValue
            && EscapedName.TryRead(parts[2]) is { } virtualHost
                ? new SpoolBroker(host, port, virtualHost)
                : null;
    }

    /// <summary>The broker as people read it.</summary>
    public override string ToString() => $"{string.Join(" or ", HostList.Parse(Host, Port))}, vhost '{VirtualHost}'";
}
