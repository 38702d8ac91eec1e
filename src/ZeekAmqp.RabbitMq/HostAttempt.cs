using System.Net;
using RabbitMQ.Client;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>One attempt to connect to one host of a broker: resolve, connect, TLS, log in, and see that the broker has agreed.</summary>
/// <param name="broker">The broker.</param>
/// <param name="identity">Who we are, and whom we trust.</param>
/// <param name="purpose">What the connection is for, as the broker's operator sees it.</param>
/// <param name="witness">Sees each step; null for nobody.</param>
internal sealed class HostAttempt(BrokerOptions broker, Identity identity, string purpose, IHandshakeWitness? witness = null)
{
    // All addresses of a host, from the resolver to the broker's last word.
    private static readonly TimeSpan HostTimeout = TimeSpan.FromSeconds(15);

    // The kernel repeats a lost SYN after 1 and 3 s. Several addresses share twice this time.
    internal static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // Of those that a name may have; the resolver's order changes, and so does ours.
    private const int MaxAddresses = 5;

    /// <summary>Connects and logs in; all addresses of the host are tried, in random order.</summary>
    /// <exception cref="HostException">It could not be done.</exception>
    public async Task<BrokerLink> OpenAsync(BrokerAddress host, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(HostTimeout);
        var failures = new List<HostException>();
        try
        {
            IPAddress[] addresses = await HostName.ResolveAsync(host.Host, bounded.Token).ConfigureAwait(false);
            witness?.Resolved([.. addresses]);
            Random.Shared.Shuffle(addresses);
            if (addresses.Length > MaxAddresses)
                addresses = addresses[..MaxAddresses];
            TimeSpan each = addresses.Length > 1 ? ConnectTimeout * 2 / addresses.Length : ConnectTimeout;
            foreach (IPAddress address in addresses)
            {
                try
                {
                    return await DialAsync(host, new IPEndPoint(address, host.Port), each, bounded.Token).ConfigureAwait(false);
                }
                catch (HostException exception)
                {
                    failures.Add(exception);
                    // Another address leads to the same users, and a wrong password is not to be tried twice.
                    if (exception.Stage == ConnectStage.Login)
                        break;
                }
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            (string why, string advice) = FailureText.Explain(exception, ConnectStage.Resolve, identity);
            failures.Add(new HostException(ConnectStage.Resolve, (why, advice)));
            witness?.Failed(ConnectStage.Resolve, remote: null, why, advice);
        }

        cancellation.ThrowIfCancellationRequested();
        // The one that came furthest; among equals always the same, whatever the order was.
        throw failures.OrderByDescending(failure => failure.Stage).ThenBy(failure => failure.Why, StringComparer.Ordinal).First();
    }

    private async Task<BrokerLink> DialAsync(BrokerAddress host, IPEndPoint remote, TimeSpan connectTimeout, CancellationToken cancellation)
    {
        var stage = ConnectStage.Connect;
        CertificateCheck? check = null;
        Transport? transport = null;
        try
        {
            transport = await Transport.ConnectAsync(remote, connectTimeout, cancellation).ConfigureAwait(false);
            witness?.Connected(remote);
            if (broker.Tls is { } tls)
            {
                stage = ConnectStage.Tls;
                check = TlsSettings.CheckOf(tls, host);
                await transport.SecureAsync(TlsSettings.Of(tls, host, identity.Certificates, check, witness), cancellation).WaitAsync(cancellation).ConfigureAwait(false);
                witness?.Secured(new TlsSight(transport.Protocol, transport.Cipher, identity.Certificates?.Client?.TargetCertificate.NotAfter.ToUniversalTime()));
            }

            stage = ConnectStage.Protocol;
            IConnection connection = await LogInAsync(transport, remote, cancellation).WaitAsync(Handshake.CallTimeout, cancellation).ConfigureAwait(false);
            witness?.LoggedIn();
            var link = new BrokerLink(connection, transport, broker, host, identity.Login.ToString());
            transport = null;
            try
            {
                await ProveAsync(connection, cancellation).WaitAsync(Handshake.CallTimeout, cancellation).ConfigureAwait(false);
                return link;
            }
            catch
            {
                await link.CloseAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception exception)
        {
            if (FailureText.IsRefusedLogin(exception))
                stage = ConnectStage.Login;
            (string why, string advice) = check?.Fault ?? FailureText.Explain(exception, stage, identity);
            if (FailureText.IsRefusedVirtualHost(exception))
                stage = ConnectStage.VirtualHost;
            witness?.Failed(stage, remote, why, advice);
            throw new HostException(stage, (why, advice), exception);
        }
        finally
        {
            transport?.Dispose();
        }
    }

    private Task<IConnection> LogInAsync(Transport transport, IPEndPoint remote, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            SocketFactory = _ => transport,
            VirtualHost = broker.VirtualHost,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Handshake.Heartbeat,
            // Ours comes first: the library's looks as if the peer had hung up.
            RequestedConnectionTimeout = HostTimeout * 2,
            HandshakeContinuationTimeout = HostTimeout * 2,
            ContinuationTimeout = Handshake.CallTimeout,
        };
        identity.Login.ApplyTo(factory);
        string name = $"{purpose} {Environment.MachineName} pid {Environment.ProcessId}";
        return factory.CreateConnectionAsync([new AmqpTcpEndpoint(remote.Address.ToString(), remote.Port)], name, cancellation);
    }

    /// <summary>
    /// Gets one answer. The client library takes a connection for open before the broker has agreed to it: an unknown vhost, for one,
    /// is refused a moment later.
    /// </summary>
    private static async Task ProveAsync(IConnection connection, CancellationToken cancellation)
    {
        IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
            await channel.CloseAsync(cancellation).ConfigureAwait(false);
    }
}
