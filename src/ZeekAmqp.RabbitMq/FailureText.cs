using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq;

/// <summary>Says in one line why the broker did not take messages: where, in the broker's own words, and what to do.</summary>
internal static class FailureText
{
    // Reply codes of AMQP 0-9-1, section 1.2.
    private const int AccessRefused = 403;
    private const int NotFound = 404;
    private const int ResourceLocked = 405;
    private const int PreconditionFailed = 406;
    private const int NotAllowed = 530;

    /// <summary>A connection could not be made.</summary>
    public static string CannotConnect(BrokerOptions broker, Exception exception)
    {
        Exception cause = Innermost(exception);
        (string why, string advice) = cause switch
        {
            AuthenticationFailureException or PossibleAuthenticationFailureException => (
                $"the broker refused the login of user '{broker.Username}': {OneLine(cause.Message)}",
                "check username and password, and that this user may log in from here (guest may only from the broker's own host)"),
            OperationInterruptedException { ShutdownReason: { } reason } when reason.ReplyCode == NotAllowed => (
                OneLine(reason.ReplyText), "check vhost, and that the user has permissions in it"),
            OperationInterruptedException { ShutdownReason: { } reason } => (OneLine(reason.ReplyText), "see the broker's log"),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => (
                OneLine(cause.Message), "check hostname and the resolver"),
            SocketException => (OneLine(cause.Message), "check that the broker runs and that hostname and amqp_port are right"),
            OperationCanceledException or TimeoutException => (
                "no answer in time", "check that an AMQP broker listens there and that no firewall drops the packets"),
            _ => (OneLine(cause.Message), "check hostname, amqp_port and the broker's log"),
        };
        return $"cannot connect to {broker}: {why}; {advice}";
    }

    /// <summary>A writer's channel could not be opened, or was closed by the broker.</summary>
    public static string ChannelRefused(BrokerOptions broker, int replyCode, string replyText)
    {
        string advice = replyCode switch
        {
            AccessRefused => $"give user '{broker.Username}' the permission, or use another one",
            NotFound => "create it, or correct exchange, routing_key and queue_name",
            ResourceLocked => "another client holds it exclusively; use another queue_name",
            PreconditionFailed => "it exists with other properties, or the message is above the broker's limit",
            _ => "see the broker's log",
        };
        return $"{broker} answered {replyCode}: {OneLine(replyText)}; {advice}";
    }

    /// <summary>A connection that worked has ended.</summary>
    public static string ConnectionLost(BrokerOptions broker, ShutdownEventArgs reason)
    {
        // Where the socket broke, the client library's own words ("End of stream", "Pipe is completed.") help nobody.
        string why = reason switch
        {
            { Initiator: ShutdownInitiator.Peer } => $"the broker said {reason.ReplyCode}: {OneLine(reason.ReplyText)}",
            { Exception: { } exception } when Innermost(exception) is SocketException socket => OneLine(socket.Message),
            _ => "it broke off; the broker or something on the way to it has gone",
        };
        return $"lost the connection to {broker}: {why}";
    }

    /// <summary>The cause that people can act on.</summary>
    private static Exception Innermost(Exception exception)
    {
        while (exception is not (AuthenticationFailureException or PossibleAuthenticationFailureException or SocketException
                   or OperationInterruptedException { ShutdownReason: not null })
               && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
