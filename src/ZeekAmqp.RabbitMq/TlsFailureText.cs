using System.Net.Sockets;
using System.Security.Authentication;

namespace ZeekAmqp.RabbitMq;

/// <summary>Says in one line why TLS was not agreed on, where it is not our own verification that refused.</summary>
internal static class TlsFailureText
{
    /// <summary>What <see cref="Explain"/> says of a port without TLS.</summary>
    internal const string NoTls = "the port does not speak TLS";

    private const string OnClientCertificate = "see the broker's ssl_options, and tls_certificate_file";

    // Alerts of RFC 8446, section 6.2, as OpenSSL names them.
    private static readonly (string Alert, string Why, string Advice)[] Alerts =
    [
        ("alert certificate required", "the broker demands a client certificate", "set tls_certificate_file"),
        ("alert unknown ca", "the broker does not know the authority of our client certificate", OnClientCertificate),
        ("alert certificate expired", "our client certificate has expired", "renew it"),
        ("alert certificate revoked", "our client certificate is revoked", "renew it"),
        ("alert bad certificate", "the broker refused our client certificate", OnClientCertificate),
        ("alert certificate unknown", "the broker refused our client certificate", OnClientCertificate),
        ("alert unsupported certificate", "the broker refused our client certificate", OnClientCertificate),
        ("alert protocol version", "the broker speaks no version of TLS that is allowed here", "check tls_min_version, and ssl_options.versions of the broker"),
        ("alert handshake failure", "the broker refused the handshake: it demands a client certificate, or has no cipher in common with us", "set tls_certificate_file, or see the broker's ssl_options"),
        ("unsupported protocol", "the broker speaks no version of TLS that is allowed here", "check tls_min_version, and ssl_options.versions of the broker"),
    ];

    /// <summary>Whether a failure is the peer's alert, which may come after the handshake.</summary>
    public static bool IsAlert(Exception exception) => Chain(exception).Any(cause => cause.Message.Contains(" alert ", StringComparison.Ordinal));

    /// <summary>Whether a stream of TLS failed; the client library's own exceptions are derived from this type.</summary>
    public static bool IsStreamFailure(Exception exception) => Chain(exception).Any(cause => cause.GetType() == typeof(IOException));

    /// <summary>
    /// The peer hung up after TLS 1.3 was agreed on. It sees the client certificate only then, and the alert that says why gets lost
    /// where it hangs up while we are sending.
    /// </summary>
    public static (string Why, string Advice) HungUp(bool hasCertificate) => hasCertificate
        ? ("it hung up when TLS was agreed on, as a broker does that does not accept the client certificate", "see the broker's log, its ssl_options, and tls_certificate_file")
        : ("it hung up when TLS was agreed on, as a broker does that demands a client certificate", "set tls_certificate_file, or see the broker's log");

    /// <summary>Why, and what to do.</summary>
    public static (string Why, string Advice) Explain(Exception exception)
    {
        Exception[] chain = [.. Chain(exception)];
        foreach ((string alert, string why, string advice) in Alerts)
        {
            if (chain.Any(cause => cause.Message.Contains(alert, StringComparison.Ordinal)))
                return (why, advice);
        }

        if (chain.Any(cause => cause is OperationCanceledException or TimeoutException))
            return ("no answer to TLS in time", "check that the port speaks TLS (usually 5671), and that no firewall drops the packets");
        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket)
            return ($"TLS broke off: {FailureText.OneLine(socket.Message)}", "see the broker's log");
        // What AMQP without TLS answers is no TLS record; some other servers hang up.
        if (chain.Any(cause => cause is IOException) || chain.Any(cause => cause.Message.Contains("frame", StringComparison.Ordinal)))
            return (NoTls, "set amqp_port to the broker's port for TLS, usually 5671, or tls to F");
        string words = FailureText.OneLine((chain.LastOrDefault(cause => cause is not AuthenticationException) ?? exception).Message);
        return ($"TLS failed: {words}", "see the broker's log");
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
