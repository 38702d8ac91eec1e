using System.Net;

namespace ZeekAmqp.RabbitMq;

/// <summary>
/// Sees an attempt to connect step by step, and changes nothing about it. Called one after the other, on any thread; must return at once and
/// never throw.
/// </summary>
public interface IHandshakeWitness
{
    /// <summary>A host has these addresses.</summary>
    void Resolved(IReadOnlyList<IPAddress> addresses);

    /// <summary>One of them takes a connection. What follows is about that one, until <see cref="Failed"/>.</summary>
    void Connected(IPEndPoint remote);

    /// <summary>The broker shows its certificate; whether it is accepted is not known yet.</summary>
    void Shown(CertificateSight certificate);

    /// <summary>TLS is agreed on.</summary>
    void Secured(TlsSight tls);

    /// <summary>The broker has accepted the login.</summary>
    void LoggedIn();

    /// <summary>It went no further, with this address or with all.</summary>
    /// <param name="stage">What failed.</param>
    /// <param name="remote">The address; null before there is one.</param>
    /// <param name="why">What is wrong; no secret.</param>
    /// <param name="advice">What to do.</param>
    void Failed(ConnectStage stage, IPEndPoint? remote, string why, string advice);
}
