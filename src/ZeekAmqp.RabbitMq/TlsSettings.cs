using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
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
    /// <param name="witness">Sees the certificate; null for nobody.</param>
    public static SslClientAuthenticationOptions Of(
        TlsOptions tls, BrokerAddress host, Certificates? certificates, CertificateCheck check, IHandshakeWitness? witness = null) => new()
        {
            TargetHost = NameOf(tls, host),
            EnabledSslProtocols = tls.Requires13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateContext = certificates?.Client,
            CertificateChainPolicy = CertificateCheck.Policy(certificates?.Authorities),
            RemoteCertificateValidationCallback = Judge(tls, host, check, witness),
            AllowRenegotiation = false,
            // A session of an earlier connection would carry an earlier verification, and the certificate of then.
            AllowTlsResume = false,
        };

    private static RemoteCertificateValidationCallback Judge(TlsOptions tls, BrokerAddress host, CertificateCheck check, IHandshakeWitness? witness) =>
        (sender, shown, chain, errors) =>
        {
            bool isRight = !tls.IsVerified || check.Check(sender, shown, chain, errors);
            if (witness is not null && shown is not null)
                Show(witness, tls.IsVerified ? check : CheckOf(tls, host), shown, chain, errors);
            return isRight;
        };

    // The check has been made, or is one of its own where nothing depends on it: what would have been wrong is worth knowing.
    private static void Show(IHandshakeWitness witness, CertificateCheck check, X509Certificate shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (check.Fault is null)
            check.Check(witness, shown, chain, errors);
        using var certificate = new X509Certificate2(shown);
        witness.Shown(CertificateSight.Of(certificate, chain, check.Fault));
    }

    // A zone means something on this machine only.
    private static string NameOf(TlsOptions tls, BrokerAddress host) => tls.ServerName.Length > 0 ? tls.ServerName : host.Host.Split('%')[0];
}
