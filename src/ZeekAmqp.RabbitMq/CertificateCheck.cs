using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ZeekAmqp.RabbitMq;

/// <summary>Verifies the certificate that a broker shows, and says what is wrong with it. For one handshake.</summary>
/// <param name="expectedName">The name that it has to have.</param>
/// <param name="hasOwnAuthorities">Whether tls_ca_file names those to trust.</param>
internal sealed class CertificateCheck(string expectedName, bool hasOwnAuthorities)
{
    private const X509ChainStatusFlags TimeFlags = X509ChainStatusFlags.NotTimeValid;
    private const X509ChainStatusFlags TrustFlags = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>What is wrong, and what to do; null if nothing is.</summary>
    public (string Why, string Advice)? Fault { get; private set; }

    /// <summary>What is checked against: no revocation, and nothing is fetched from the network on the way.</summary>
    public static X509ChainPolicy Policy(X509Certificate2Collection? authorities)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            // Else each handshake could wait for a web server that a certificate names.
            DisableCertificateDownloads = true,
        };
        if (authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }

    /// <summary>Hosts that a certificate is for.</summary>
    public static string[] HostsOf(X509Certificate2 certificate)
    {
        string[] names = [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))];
        if (names.Length == 0 && certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } name)
            names = [name];
        return names;
    }

    /// <summary>Judges, for <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Check(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (shown is null || chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            Fault = ("it shows no certificate", "give the broker one");
            return false;
        }

        var faults = new List<(string Why, string Advice)>();
        // Its own, on what the handshake's owns.
        using var certificate = new X509Certificate2(shown);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            faults.AddRange(chain.ChainElements.SelectMany(element => FaultsOf(element, chain)));
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add((
                $"its certificate is for {NamesOf(certificate)}, not for '{expectedName}'",
                "set hostname, or tls_server_name, to a name that the certificate has"));
        }

        if (faults.Count == 0)
            faults.Add(($"its certificate is not right ({errors})", "see the broker's certificate"));
        Fault = (string.Join(", and ", faults.Select(fault => fault.Why).Distinct()), string.Join("; ", faults.Select(fault => fault.Advice).Distinct()));
        return false;
    }

    private IEnumerable<(string Why, string Advice)> FaultsOf(X509ChainElement element, X509Chain chain)
    {
        X509Certificate2 certificate = element.Certificate;
        bool isLeaf = element == chain.ChainElements[0];
        string whose = isLeaf ? "its certificate" : $"the certificate of its issuer '{certificate.Subject}'";
        X509ChainStatusFlags flags = element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if ((flags & TimeFlags) != 0)
        {
            yield return DateTime.UtcNow > certificate.NotAfter.ToUniversalTime()
                ? ($"{whose} expired on {Text(certificate.NotAfter)}", "renew it")
                : ($"{whose} is not valid before {Text(certificate.NotBefore)}", "check the clocks of both machines");
        }

        if ((flags & TrustFlags) != 0)
        {
            bool isSelfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            string where = hasOwnAuthorities ? "is not in tls_ca_file" : "is not trusted by this system";
            yield return (
                isSelfSigned && isLeaf ? $"its certificate is self-signed and {where}" : $"its certificate's issuer '{certificate.Issuer}' {where}",
                hasOwnAuthorities ? "add the authority's certificate to tls_ca_file" : "set tls_ca_file to the authority's certificate");
        }

        foreach (X509ChainStatus status in element.ChainElementStatus.Where(status => (status.Status & ~(TimeFlags | TrustFlags)) != 0))
            yield return ($"{whose} is not right: {status.StatusInformation.TrimEnd('.')}", "have it issued for a server's authentication");
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        string[] names = HostsOf(certificate);
        return names.Length == 0 ? "no host at all" : string.Join(", ", names.Select(name => $"'{name}'"));
    }

    private static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
