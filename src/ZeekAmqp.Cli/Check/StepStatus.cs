namespace ZeekAmqp.Cli.Check;

/// <summary>What a step came to.</summary>
internal enum StepStatus
{
    /// <summary>All well.</summary>
    Ok,

    /// <summary>It works, and is not as it should be.</summary>
    Warning,

    /// <summary>Records would not arrive.</summary>
    Failed,

    /// <summary>Not tried, or not known: the text says why.</summary>
    Skipped,
}
