using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Zeek;

/// <summary>A filter of Zeek's that sends a log to the broker.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">The log's path.</param>
/// <param name="Config">Its <c>$config</c>.</param>
internal sealed record ZeekFilter(string Name, string Path, IReadOnlyList<RawOption> Config);
