namespace ZeekAmqp.Cli.Tail;

/// <summary>Shows records. One thread.</summary>
internal interface IMessagePrinter
{
    /// <summary>Shows one, now or with the next <see cref="Flush"/>.</summary>
    void Print(ReadOnlySpan<byte> record);

    /// <summary>Whatever was printed has been written out when this returns.</summary>
    void Flush();
}
