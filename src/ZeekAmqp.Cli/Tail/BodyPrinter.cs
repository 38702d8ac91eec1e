namespace ZeekAmqp.Cli.Tail;

/// <summary>Writes records exactly as they are, one a line.</summary>
internal sealed class BodyPrinter(Stream output) : IMessagePrinter
{
    private readonly BufferedStream _output = new(output, 64 * 1024);

    public void Print(ReadOnlySpan<byte> record, string? log)
    {
        _output.Write(record);
        _output.WriteByte((byte)'\n');
    }

    public void Flush() => _output.Flush();
}
