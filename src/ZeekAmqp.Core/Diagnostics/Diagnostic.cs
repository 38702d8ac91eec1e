namespace ZeekAmqp.Core.Diagnostics;

/// <summary>A message to the person who runs the sensor; some are events for programs as well.</summary>
/// <param name="Level">Severity.</param>
/// <param name="Text">What, where, why, what to do; one line, no secret.</param>
public readonly record struct Diagnostic(DiagnosticLevel Level, string Text)
{
    /// <summary>What it is to a program.</summary>
    public DiagnosticEvent Event { get; private init; }

    /// <summary>What the event is about: the broker as people read it, or the log's path. Null without an event.</summary>
    public string? Subject { get; private init; }

    /// <summary>Why, without what follows from it; null if there is nothing to say.</summary>
    public string? Reason { get; private init; }

    /// <summary>How many records were lost; 0 for other events.</summary>
    public long Count { get; private init; }

    /// <summary>The same message, with what it tells a program.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="subject">To which broker or log.</param>
    /// <param name="reason">Why.</param>
    /// <param name="count">Of how many records.</param>
    public Diagnostic As(DiagnosticEvent kind, string subject, string? reason = null, long count = 0) =>
        this with { Event = kind, Subject = subject, Reason = reason, Count = count };
}
