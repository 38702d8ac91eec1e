namespace ZeekAmqp.Cli.Tail;

/// <summary>Shows records. One thread.</summary>
internal interface IMessagePrinter
{
    /// <summary>Shows one, now or with the next <see cref="Flush"/>.</summary>
    /// <exception cref="OutputException">There is nowhere to show it any more.</exception>
    void Print(ReceivedRecord record);

    /// <summary>Whatever was printed has been written out when this returns.</summary>
    /// <exception cref="OutputException">There is nowhere to show it any more.</exception>
    void Flush();
}
