namespace ZeekAmqp.Cli.Tail;

/// <summary>Shows records. One thread.</summary>
internal interface IMessagePrinter
{
    /// <summary>Shows one, now or with the next <see cref="Flush"/>.</summary>
    /// <param name="record">Its bytes.</param>
    /// <param name="log">The log's path as the message says it; null if it does not. The record may say it, too.</param>
    void Print(ReadOnlySpan<byte> record, string? log);

    /// <summary>Whatever was printed has been written out when this returns.</summary>
    void Flush();
}
