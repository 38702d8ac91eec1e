namespace ZeekAmqp.Cli.Commands;

/// <summary>What the process ends with.</summary>
internal static class ExitStatus
{
    /// <summary>All that was asked for has happened.</summary>
    public const int Success = 0;

    /// <summary>Something did not arrive, or is not as it should be.</summary>
    public const int Incomplete = 1;

    /// <summary>Wrong usage or configuration, or a file that cannot be opened: nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Ended by a signal; its number is added, as shells do.</summary>
    public const int SignalBase = 128;

    /// <summary>What means the same for each command.</summary>
    public static IReadOnlyList<ExitMeaning> OfAll { get; } =
        [new(Usage, "wrong usage or settings, or no way to what it needs: nothing was done")];
}
