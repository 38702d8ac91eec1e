using System.Globalization;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>Says what it means that the broker has closed a channel.</summary>
internal static class Refusal
{
    // Reply codes of AMQP 0-9-1, section 1.2.
    private const int AccessRefused = 403;
    private const int NotFound = 404;
    private const int ResourceLocked = 405;
    private const int PreconditionFailed = 406;
    private const int CommandInvalid = 503;

    /// <summary>A writer's channel could not be opened, or was closed by the broker.</summary>
    public static BrokerFailure Describe(BrokerLink link, int replyCode, string replyText)
    {
        long? limit = replyCode == PreconditionFailed ? MessageLimit(replyText) : null;
        string advice = replyCode switch
        {
            AccessRefused => $"give {link.User} the permission, or use another one",
            NotFound when replyText.Contains("is down or inaccessible", StringComparison.Ordinal) => "start that node of the cluster, or use a quorum queue",
            NotFound => "create it, or correct exchange, routing_key and queue_name",
            ResourceLocked => "another client holds it exclusively; use another queue_name",
            PreconditionFailed when limit is not null => "raise max_message_size in the broker's configuration",
            PreconditionFailed when replyText.Contains("user_id", StringComparison.Ordinal) => $"set user_id to the name that {link.User} logs in with, or leave it out",
            PreconditionFailed when replyText.Contains("inequivalent arg", StringComparison.Ordinal) => "it exists with other properties; use another name, or delete it",
            PreconditionFailed => "correct queue_arguments, exchange_arguments, binding_arguments and the options that go with them",
            CommandInvalid => "correct exchange_type, or enable the broker's plugin for it",
            _ => "see the broker's log",
        };
        return new BrokerFailure(FailureScope.Channel, $"{link.Place} answered {replyCode}: {FailureText.OneLine(replyText)}; {advice}") { MaxMessageBytes = limit };
    }

    /// <summary>The broker's limit for a message in bytes, where a message was above it.</summary>
    internal static long? MessageLimit(string replyText)
    {
        // RabbitMQ 3.10 to 4.x: "message size 5 is larger than configured max size 4"; before: "message size 5 larger than max size 4".
        ReadOnlySpan<char> text = replyText;
        return After(ref text, "message size ") && After(ref text, " larger than ") && After(ref text, "max size ") ? Number(text) : null;
    }

    private static bool After(ref ReadOnlySpan<char> text, string what)
    {
        int at = text.IndexOf(what, StringComparison.Ordinal);
        if (at >= 0)
            text = text[(at + what.Length)..];
        return at >= 0;
    }

    // What it begins with.
    private static long? Number(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
