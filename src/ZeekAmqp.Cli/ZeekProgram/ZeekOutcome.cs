namespace ZeekAmqp.Cli.ZeekProgram;

/// <summary>What a Zeek that has ended leaves.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record ZeekOutcome(int Status, string Output, string Errors);
