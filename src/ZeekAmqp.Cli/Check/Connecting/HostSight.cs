using System.Net;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Check.Connecting;

/// <summary>What was seen on the way to one host, and how long each part took. Written by the attempt, read when that is over.</summary>
/// <param name="time">The clock.</param>
internal sealed class HostSight(TimeProvider time) : IHandshakeWitness
{
    private long _last = time.GetTimestamp();

    /// <summary>The host's addresses; empty if they were not found.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; private set; } = [];

    /// <summary>How long the resolver took.</summary>
    public TimeSpan ResolveTime { get; private set; }

    /// <summary>The address that took the connection; null if none did.</summary>
    public IPEndPoint? Remote { get; private set; }

    /// <summary>How long that took.</summary>
    public TimeSpan ConnectTime { get; private set; }

    /// <summary>The certificate that the broker showed; null if it showed none.</summary>
    public CertificateSight? Certificate { get; private set; }

    /// <summary>What was agreed on; null if nothing was.</summary>
    public TlsSight? Tls { get; private set; }

    /// <summary>How long TLS took.</summary>
    public TimeSpan TlsTime { get; private set; }

    /// <summary>Whether the broker has accepted the login.</summary>
    public bool IsLoggedIn { get; private set; }

    /// <summary>How long the login took.</summary>
    public TimeSpan LoginTime { get; private set; }

    /// <summary>How long it took from the login to the first answer in the vhost.</summary>
    public TimeSpan OpenTime { get; private set; }

    /// <summary>Addresses that do not take a connection, with the reason.</summary>
    public List<(IPEndPoint Remote, string Why, string Advice)> DeadAddresses { get; } = [];

    /// <summary>What ended the attempt that came furthest; null if one came to its end.</summary>
    public (ConnectStage Stage, string Why, string Advice)? Failure { get; private set; }

    /// <inheritdoc/>
    public void Resolved(IReadOnlyList<IPAddress> addresses)
    {
        Addresses = addresses;
        ResolveTime = Lap();
    }

    /// <inheritdoc/>
    public void Connected(IPEndPoint remote)
    {
        Remote = remote;
        ConnectTime = Lap();
    }

    /// <inheritdoc/>
    public void Shown(CertificateSight certificate) => Certificate = certificate;

    /// <inheritdoc/>
    public void Secured(TlsSight tls)
    {
        Tls = tls;
        TlsTime = Lap();
    }

    /// <inheritdoc/>
    public void LoggedIn()
    {
        IsLoggedIn = true;
        LoginTime = Lap();
    }

    /// <inheritdoc/>
    public void Failed(ConnectStage stage, IPEndPoint? remote, string why, string advice)
    {
        Lap();
        if (stage == ConnectStage.Connect && remote is not null)
            DeadAddresses.Add((remote, why, advice));
        if (Failure is not { } before || stage >= before.Stage)
            Failure = (stage, why, advice);
    }

    /// <summary>The attempt has come to its end.</summary>
    public void Opened()
    {
        Failure = null;
        OpenTime = Lap();
    }

    private TimeSpan Lap()
    {
        TimeSpan lap = time.GetElapsedTime(_last);
        _last = time.GetTimestamp();
        return lap;
    }
}
