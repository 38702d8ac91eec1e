using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A certificate authority of one test's own.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "Test CA")
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow - (30 * OneDay), DateTimeOffset.UtcNow + (30 * OneDay));
    }

    /// <summary>The authority's own certificate.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A certificate for a host on the loopback address with this name, and its key.</summary>
    public (X509Certificate2 Certificate, ECDsa Key) Issue(string name, DateTimeOffset? notAfter = null, bool isSelfSigned = false)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1", "serverAuth"), new Oid("1.3.6.1.5.5.7.3.2", "clientAuth")], critical: false));
        DateTimeOffset from = DateTimeOffset.UtcNow - (10 * OneDay);
        DateTimeOffset to = notAfter ?? DateTimeOffset.UtcNow + OneDay;
        return (isSelfSigned ? request.CreateSelfSigned(from, to) : request.Create(_certificate, from, to, RandomNumberGenerator.GetBytes(8)), key);
    }

    /// <summary>Writes what a broker needs to a folder: ca.pem, cert.pem, key.pem.</summary>
    public void WriteBroker(string folder, string name = "localhost", DateTimeOffset? notAfter = null, bool isSelfSigned = false)
    {
        (X509Certificate2 certificate, ECDsa key) = Issue(name, notAfter, isSelfSigned);
        using (certificate)
        using (key)
        {
            File.WriteAllText(Path.Combine(folder, "ca.pem"), Pem);
            File.WriteAllText(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }
    }

    /// <summary>Writes a client's certificate and key into one file; with a password, the key alone into another.</summary>
    public void WriteClient(string certificateFile, string name, string? keyFile = null, string password = "")
    {
        (X509Certificate2 certificate, ECDsa key) = Issue(name);
        using (certificate)
        using (key)
        {
            var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1000);
            string keyText = password.Length == 0 ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, parameters);
            File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n" + (keyFile is null ? keyText : ""));
            if (keyFile is not null)
                File.WriteAllText(keyFile, keyText);
        }
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
