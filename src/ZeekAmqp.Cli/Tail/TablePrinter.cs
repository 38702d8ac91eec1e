using System.Text;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Writes records as a table that grows row by row: columns of fixed width, since nobody knows what comes.</summary>
internal sealed class TablePrinter : IMessagePrinter
{
    private readonly BufferedStream _output;
    private readonly TableLayout _layout;

    /// <param name="output">Where it is written.</param>
    /// <param name="width">Columns that there are.</param>
    /// <param name="isTerminal">Whether heads may be emphasized.</param>
    public TablePrinter(Stream output, int width, bool isTerminal)
    {
        _output = new BufferedStream(output, 64 * 1024);
        _layout = new TableLayout(width);
        // ECMA-48: bold, and normal again.
        string heads = _layout.Format(MessageRow.Heads);
        WriteLine(isTerminal ? $"\u001b[1m{heads}\u001b[0m" : heads);
    }

    public void Print(ReadOnlySpan<byte> record, string? log) => WriteLine(_layout.Format(RecordReading.Read(record, log)));

    public void Flush() => _output.Flush();

    private void WriteLine(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(text));
        _output.WriteByte((byte)'\n');
    }
}
