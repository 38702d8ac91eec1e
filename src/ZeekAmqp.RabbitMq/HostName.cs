using System.Net;

namespace ZeekAmqp.RabbitMq;

/// <summary>Finds the addresses of a host.</summary>
internal static class HostName
{
    private static readonly TimeSpan ResolveTimeout = TimeSpan.FromSeconds(5);

    /// <summary>All of its addresses, at least one; waits a bounded time.</summary>
    /// <exception cref="SettingException">It has none.</exception>
    /// <exception cref="TimeoutException">The resolver did not answer.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The resolver knows no such host.</exception>
    public static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
            return [literal];
        // Once it runs, the resolver takes no cancellation.
        IPAddress[] found = await Dns.GetHostAddressesAsync(host, cancellation).WaitAsync(ResolveTimeout, cancellation).ConfigureAwait(false);
        return found.Length > 0 ? found : throw new SettingException("the name has no address", "check hostname and the resolver");
    }
}
