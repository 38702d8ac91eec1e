using System.Security.Cryptography.X509Certificates;

namespace ZeekAmqp.RabbitMq;

/// <summary>A broker's certificate as people read it.</summary>
public sealed record CertificateSight
{
    /// <summary>Hosts that it is for; none if it names none.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Subjects from the certificate itself to the last issuer that is known.</summary>
    public required IReadOnlyList<string> Chain { get; init; }

    /// <summary>From when on it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>What <c>tls_verify</c> at <c>full</c> has against it, and what to do; null for nothing.</summary>
    public (string Why, string Advice)? Fault { get; init; }

    /// <summary>Looks at one in the middle of a handshake.</summary>
    internal static CertificateSight Of(X509Certificate2 certificate, X509Chain? chain, (string Why, string Advice)? fault) => new()
    {
        Names = CertificateCheck.HostsOf(certificate),
        Chain = chain is { ChainElements.Count: > 0 } ? [.. chain.ChainElements.Select(element => element.Certificate.Subject)] : [certificate.Subject],
        NotBefore = certificate.NotBefore.ToUniversalTime(),
        NotAfter = certificate.NotAfter.ToUniversalTime(),
        Fault = fault,
    };
}
