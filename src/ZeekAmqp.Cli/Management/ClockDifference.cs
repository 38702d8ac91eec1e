using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Management;

/// <summary>How far the broker's clock is ahead of ours, as far as one answer can tell; behind if it is negative.</summary>
/// <param name="Least">It is at least that much.</param>
/// <param name="Most">And at most that much.</param>
internal sealed record ClockDifference(TimeSpan Least, TimeSpan Most)
{
    // The header Date has no fractions, and the broker's web server makes it once a second: its time is up to two seconds later.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(2);

    /// <summary>Whether the clocks certainly differ.</summary>
    public bool IsCertain => Least > TimeSpan.Zero || Most < TimeSpan.Zero;

    /// <summary>From a reply; null if it has no time.</summary>
    public static ClockDifference? Of(ManagementReply reply) =>
        reply.Date is { } date ? new ClockDifference(date - reply.Received, date + Resolution - reply.Sent) : null;
}
