namespace ZeekAmqp.Cli.Tail;

/// <summary>Messages cannot be had, or not any more. The message says why, and what to do.</summary>
/// <param name="message">For the user.</param>
/// <param name="isFinal">Whether to try again would be of no use.</param>
internal sealed class SourceException(string message, bool isFinal) : Exception(message)
{
    /// <summary>Whether to try again would be of no use: the queue was deleted, the user may not read it.</summary>
    public bool IsFinal { get; } = isFinal;
}
