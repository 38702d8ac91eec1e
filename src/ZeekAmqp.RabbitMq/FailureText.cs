using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>Says in one line why the broker did not take messages: where, in the broker's own words, and what to do.</summary>
internal static class FailureText
{
    // Reply code of AMQP 0-9-1, section 1.2.
    private const int NotAllowed = 530;

    /// <summary>No host of a broker could be connected to.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="hosts">Its hosts.</param>
    /// <param name="failures">Why, for each of them.</param>
    public static string CannotConnect(BrokerOptions broker, IReadOnlyList<BrokerAddress> hosts, IReadOnlyList<HostException> failures)
    {
        string why = hosts.Count == 1
            ? failures[0].Why
            : string.Join("; ", hosts.Select((host, i) => $"at {host}: {failures[i].Why}"));
        return $"cannot connect to {broker}: {why}; {string.Join("; ", failures.Select(failure => failure.Advice).Distinct())}";
    }

    /// <summary>Why an attempt to connect failed, and what to do.</summary>
    /// <param name="exception">How it failed.</param>
    /// <param name="stage">How far it came.</param>
    /// <param name="identity">Who we are; not needed where it came no further than <see cref="ConnectStage.Connect"/>.</param>
    public static (string Why, string Advice) Explain(Exception exception, ConnectStage stage, Identity? identity)
    {
        Login? login = identity?.Login;
        if (stage == ConnectStage.Tls || (stage == ConnectStage.Protocol && TlsFailureText.IsAlert(exception)))
            return TlsFailureText.Explain(exception);
        Exception cause = Innermost(exception);
        bool hungUp = stage == ConnectStage.Protocol
            && (cause is (SocketException or EndOfStreamException or MalformedFrameException) || TlsFailureText.IsStreamFailure(exception));
        return cause switch
        {
            SettingException setting => (setting.Why, setting.Advice),
            AuthenticationFailureException when login is { IsByCertificate: true } => (
                $"the broker refused the login of {login}: {OneLine(cause.Message)}",
                "create a user without a password whose name is the certificate's, as the broker's log has it"),
            AuthenticationFailureException or PossibleAuthenticationFailureException => (
                $"the broker refused the login of {login}: {OneLine(cause.Message)}",
                "check username and password, and that this user may log in from here (guest may only from the broker's own host)"),
            OperationInterruptedException { ShutdownReason: { } reason } when reason.ReplyCode == NotAllowed => (
                OneLine(reason.ReplyText), "check vhost, and that the user has permissions in it"),
            OperationInterruptedException { ShutdownReason: { } reason } => (OneLine(reason.ReplyText), "see the broker's log"),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => (
                OneLine(cause.Message), "check hostname and the resolver"),
            OperationCanceledException or TimeoutException => (
                "no answer in time", "check that an AMQP broker listens there and that no firewall drops the packets"),
            _ when hungUp && identity?.Certificates is { } certificates => TlsFailureText.HungUp(certificates.Client is not null),
            _ when hungUp => (
                "it hung up instead of speaking AMQP", "check that amqp_port is the broker's, and that tls is T for its port for TLS (usually 5671) and F for the other"),
            SocketException socket => (Plain(socket), "check that the broker runs and that hostname and amqp_port are right"),
            _ => (OneLine(cause.Message), "check hostname, amqp_port and the broker's log"),
        };
    }

    /// <summary>Whether the broker has seen user and password, or the certificate, and refused them.</summary>
    public static bool IsRefusedLogin(Exception exception) => Innermost(exception) is AuthenticationFailureException;

    /// <summary>Whether the broker has accepted the login, and does not let it into the vhost.</summary>
    public static bool IsRefusedVirtualHost(Exception exception) =>
        Innermost(exception) is OperationInterruptedException { ShutdownReason.ReplyCode: NotAllowed };

    /// <summary>A connection that worked has ended.</summary>
    public static string ConnectionLost(string place, ShutdownEventArgs reason)
    {
        // Where the socket broke, the client library's own words ("End of stream", "Pipe is completed.") help nobody.
        string why = reason switch
        {
            { Initiator: ShutdownInitiator.Peer } => $"the broker said {reason.ReplyCode}: {OneLine(reason.ReplyText)}",
            { Exception: { } exception } when Innermost(exception) is SocketException socket => Plain(socket),
            _ => "it broke off; the broker or something on the way to it has gone",
        };
        return $"lost the connection to {place}: {why}";
    }

    /// <summary>The same text without line ends and without a full stop.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.');

    /// <summary>The cause that people can act on.</summary>
    private static Exception Innermost(Exception exception)
    {
        while (exception is not (AuthenticationFailureException or PossibleAuthenticationFailureException or SocketException
                   or OperationInterruptedException { ShutdownReason: not null })
               && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    // Without the address, which is one of several, and not always the same one.
    private static string Plain(SocketException socket) => OneLine(new SocketException((int)socket.SocketErrorCode).Message);
}
