namespace ZeekAmqp.Core.Options;

/// <summary>How TLS is spoken. Files are PEM, and are read each time a connection is made.</summary>
public sealed record TlsOptions
{
    /// <summary>File of the authorities that may have issued the broker's certificate; empty for the system's.</summary>
    public string AuthorityFile { get; init; } = "";

    /// <summary>File of the client's certificate, with its intermediate ones after it; empty for none.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>File of the client's private key; empty where the certificate's file holds it.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>File whose first line is the password of an encrypted key; empty for none.</summary>
    public string KeyPasswordFile { get; init; } = "";

    /// <summary>Name that the broker's certificate has to have; empty for the host's.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>Whether the broker's certificate has to be right.</summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>Whether TLS 1.2 is too old.</summary>
    public bool Requires13 { get; init; }
}
