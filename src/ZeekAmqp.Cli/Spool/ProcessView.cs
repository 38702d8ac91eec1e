using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary>A process's folder, and whether it is used.</summary>
/// <param name="Process">The folder.</param>
/// <param name="IsKnown">Whether that can be known here.</param>
/// <param name="Holder">The process that holds its lock; null if none is seen to.</param>
internal sealed record ProcessView(SpoolProcess Process, bool IsKnown, int? Holder)
{
    /// <summary>Whether a process holds it.</summary>
    public bool IsHeld => Holder is not null;

    /// <summary>The same in words.</summary>
    public string Use => Holder is { } process ? $"in use by process {process}" : IsKnown ? "left: no process uses it" : "whether a process uses it cannot be seen here";
}
