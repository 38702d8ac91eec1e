namespace ZeekAmqp.Cli.Stats;

/// <summary>What the plugin counts by.</summary>
/// <param name="Log">The log's path.</param>
/// <param name="Filter">The filter's name; <c>(left)</c> for what an earlier process left on disk.</param>
internal readonly record struct LogKey(string Log, string Filter);
