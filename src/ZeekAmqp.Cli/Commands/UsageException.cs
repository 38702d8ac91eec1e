namespace ZeekAmqp.Cli.Commands;

/// <summary>What was asked for cannot be done: a wrong flag, a file that cannot be opened. The message is for the user.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Lines below the message, which show where in a text it is.</summary>
    public IReadOnlyList<string> Below { get; init; } = [];
}
