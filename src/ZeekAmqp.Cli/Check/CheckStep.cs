namespace ZeekAmqp.Cli.Check;

/// <summary>One step on the way to the broker, and what was found there.</summary>
/// <param name="Name">Which, in one word.</param>
/// <param name="Status">What it came to.</param>
/// <param name="Text">What was found, for people; no secret.</param>
/// <param name="Advice">What to do; empty for nothing.</param>
internal sealed record CheckStep(string Name, StepStatus Status, string Text, string Advice = "")
{
    /// <summary>The same for programs: strings, numbers, bools, moments and lists of strings.</summary>
    public IReadOnlyList<(string Name, object? Value)> Data { get; init; } = [];

    /// <summary>How long it took; null where that says nothing.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>All well.</summary>
    public static CheckStep Ok(string name, string text) => new(name, StepStatus.Ok, text);

    /// <summary>It works, and is not as it should be.</summary>
    public static CheckStep Warning(string name, string text, string advice) => new(name, StepStatus.Warning, text, advice);

    /// <summary>Records would not arrive.</summary>
    public static CheckStep Failed(string name, string text, string advice) => new(name, StepStatus.Failed, text, advice);

    /// <summary>Not tried, or not known.</summary>
    public static CheckStep Skipped(string name, string why, string advice = "") => new(name, StepStatus.Skipped, why, advice);

    /// <summary>Not tried, since it cannot be right where another one is not.</summary>
    public static CheckStep NotTried(string name, string because) => Skipped(name, $"not tried, because of {because}");
}
