using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Zeek;

/// <summary>Options with the cluster node that they are for.</summary>
/// <param name="Options">The options, the weakest first.</param>
/// <param name="Node">The node; empty outside of a cluster.</param>
internal sealed record ZeekOptions(IReadOnlyList<RawOption> Options, string Node);
