using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check;

/// <summary>What to check.</summary>
/// <param name="Options">The options of the log.</param>
/// <param name="Path">The log, whose path may be in names.</param>
/// <param name="Node">The cluster node that would send it; empty outside of a cluster.</param>
/// <param name="ProbesRoute">Whether a marked record is to be sent where records go.</param>
internal sealed record CheckRequest(WriterOptions Options, string Path, string Node, bool ProbesRoute);
