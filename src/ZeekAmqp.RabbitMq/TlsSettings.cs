using System.Net.Security;
using System.Security.Authentication;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>How a handshake of TLS is done, with whatever server of the broker's.</summary>
internal static class TlsSettings
{
    /// <summary>What verifies the certificate that a host shows. For one handshake.</summary>
    public static CertificateCheck CheckOf(TlsOptions tls, BrokerAddress host) => new(NameOf(tls, host), tls.AuthorityFile.Length > 0);

    /// <summary>The settings of one handshake.</summary>
    /// <param name="tls">What was asked for.</param>
    /// <param name="host">With whom.</param>
    /// <param name="certificates">Whom to trust, and who we are; has to outlive the handshake.</param>
    /// <param name="check">Verifies.</param>
    public static SslClientAuthenticationOptions Of(TlsOptions tls, BrokerAddress host, Certificates? certificates, CertificateCheck check) => new()
    {
        TargetHost = NameOf(tls, host),
        EnabledSslProtocols = tls.Requires13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateContext = certificates?.Client,
        CertificateChainPolicy = CertificateCheck.Policy(certificates?.Authorities),
        RemoteCertificateValidationCallback = tls.IsVerified ? check.Check : (_, _, _, _) => true,
        AllowRenegotiation = false,
        // A session of an earlier connection would carry an earlier verification, and the certificate of then.
        AllowTlsResume = false,
    };

    // A zone means something on this machine only.
    private static string NameOf(TlsOptions tls, BrokerAddress host) => tls.ServerName.Length > 0 ? tls.ServerName : host.Host.Split('%')[0];
}
