namespace ZeekAmqp.Cli.Tail;

/// <summary>Writes records as a table that grows row by row: columns of fixed width, since nobody knows what comes.</summary>
internal sealed class TablePrinter : IMessagePrinter
{
    private readonly LineOutput _output;
    private readonly Func<int> _width;
    private readonly bool _isColoured;
    private TableLayout _layout;
    private int _laidOutFor;

    /// <param name="output">Where it is written.</param>
    /// <param name="width">Columns that there are now; when there are others, heads are written again.</param>
    /// <param name="isColoured">Whether heads are emphasized, and logs have colours.</param>
    public TablePrinter(Stream output, Func<int> width, bool isColoured)
    {
        _output = new LineOutput(output);
        _width = width;
        _isColoured = isColoured;
        _laidOutFor = width();
        _layout = new TableLayout(_laidOutFor);
        WriteHeads();
    }

    public void Print(ReceivedRecord record)
    {
        if (_width() is var width && width != _laidOutFor)
        {
            _laidOutFor = width;
            _layout = new TableLayout(width);
            WriteHeads();
        }

        _output.WriteLine(_layout.Format(RecordReading.Read(record), _isColoured));
    }

    public void Flush() => _output.Flush();

    private void WriteHeads()
    {
        string heads = _layout.Format(MessageRow.Heads);
        _output.WriteLine(_isColoured ? Colours.Bold(heads) : heads);
    }
}
