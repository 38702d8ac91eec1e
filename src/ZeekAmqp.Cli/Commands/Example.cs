namespace ZeekAmqp.Cli.Commands;

/// <summary>A command line that a user could type as it is.</summary>
/// <param name="Line">The line, 76 characters at most.</param>
/// <param name="Purpose">What it is for, 70 characters at most, without a full stop.</param>
internal readonly record struct Example(string Line, string Purpose);
