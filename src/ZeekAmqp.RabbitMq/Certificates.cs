using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>The certificates of one attempt to connect: whom to trust, and who we are. As they are in their files now.</summary>
internal sealed class Certificates : IDisposable
{
    private const string KeyOfOld = "Proc-Type: 4,ENCRYPTED";

    private readonly List<X509Certificate2> _owned = [];

    private Certificates()
    {
    }

    /// <summary>The authorities to trust; null for the system's.</summary>
    public X509Certificate2Collection? Authorities { get; private set; }

    /// <summary>The client's certificate; null for none.</summary>
    public SslStreamCertificateContext? Client { get; private set; }

    /// <summary>Reads the files.</summary>
    /// <exception cref="SettingException">One is missing, or is not what it should be.</exception>
    public static Certificates Read(TlsOptions options, SettingFile files)
    {
        var certificates = new Certificates();
        try
        {
            if (options.AuthorityFile.Length > 0)
                certificates.Authorities = certificates.Parse("tls_ca_file", options.AuthorityFile, files.Read("tls_ca_file", options.AuthorityFile, isSecret: false));
            if (options.CertificateFile.Length > 0)
                certificates.Client = certificates.ReadClient(options, files);
            return certificates;
        }
        catch
        {
            certificates.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in _owned)
            certificate.Dispose();
    }

    private SslStreamCertificateContext ReadClient(TlsOptions options, SettingFile files)
    {
        bool isKeyApart = options.KeyFile.Length > 0;
        string text = files.Read("tls_certificate_file", options.CertificateFile, isSecret: !isKeyApart);
        X509Certificate2Collection chain = Parse("tls_certificate_file", options.CertificateFile, text);
        (string keyOption, string keyFile) = isKeyApart ? ("tls_key_file", options.KeyFile) : ("tls_certificate_file", options.CertificateFile);
        string keyText = isKeyApart ? files.Read(keyOption, keyFile, isSecret: true) : text;
        if (keyText.Contains(KeyOfOld, StringComparison.Ordinal))
            throw new SettingException($"the key in {keyOption} '{keyFile}' is encrypted in the form of old", "convert it: openssl pkcs8 -topk8");
        bool isEncrypted = keyText.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal);
        if (!isEncrypted && !keyText.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new SettingException($"{keyOption} '{keyFile}' holds no private key in PEM form", isKeyApart ? "name the right file" : "set tls_key_file");
        if (isEncrypted && options.KeyPasswordFile.Length == 0)
            throw new SettingException($"the key in {keyOption} '{keyFile}' is encrypted", "set tls_key_password_file");
        try
        {
            X509Certificate2 client = isEncrypted
                ? X509Certificate2.CreateFromEncryptedPem(text, keyText, files.FirstLine("tls_key_password_file", options.KeyPasswordFile))
                : X509Certificate2.CreateFromPem(text, keyText);
            _owned.Add(client);
            // Offline: what the file does not hold is not sought on the network.
            return SslStreamCertificateContext.Create(client, [.. chain.Skip(1)], offline: true);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            string why = isEncrypted ? "does not open with tls_key_password_file, or does not belong to" : "cannot be read, or does not belong to";
            throw new SettingException($"the key in {keyOption} '{keyFile}' {why} the certificate", "name files that belong together");
        }
    }

    private X509Certificate2Collection Parse(string option, string path, string text)
    {
        var parsed = new X509Certificate2Collection();
        try
        {
            parsed.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            throw new SettingException($"{option} '{path}' holds a certificate that is damaged", "write it anew");
        }

        _owned.AddRange(parsed);
        return parsed.Count > 0 ? parsed : throw new SettingException($"{option} '{path}' holds no certificate in PEM form", "name the right file");
    }
}
