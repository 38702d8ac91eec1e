namespace ZeekAmqp.Cli.Tail;

/// <summary>Writes records exactly as they are, one a line.</summary>
internal sealed class BodyPrinter(Stream output) : IMessagePrinter
{
    private readonly LineOutput _output = new(output);

    public void Print(ReceivedRecord record) => _output.WriteLine(record.Bytes);

    public void Flush() => _output.Flush();
}
