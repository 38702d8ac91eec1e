namespace ZeekAmqp.Core.Options;

/// <summary>How many records go into one message.</summary>
/// <param name="MaxRecords">At most so many; 1: each is a message of its own.</param>
/// <param name="MaxBytes">At most so many bytes before compression; a record that is larger is alone in its message.</param>
/// <param name="MaxDelay">How long a record waits for others, at most.</param>
/// <param name="Compression">What is done to a message of several records.</param>
public sealed record BatchOptions(int MaxRecords, int MaxBytes, TimeSpan MaxDelay, Compression Compression)
{
    /// <summary>Whether records are gathered at all.</summary>
    public bool IsOn => MaxRecords > 1;
}
