using System.Text.Json;
using ZeekAmqp.Cli.Filter;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Writes the fields that a user has chosen as a table that grows row by row; heads come again when its columns have changed.</summary>
internal sealed class FieldTablePrinter : IMessagePrinter
{
    private readonly LineOutput _output;
    private readonly string[] _fields;
    private readonly string[] _heads;
    private readonly FieldColumns _columns;
    private readonly int _colouredColumn;
    private readonly Func<int> _width;
    private readonly bool _isColoured;
    private int _laidOutFor;

    /// <param name="output">Where it is written.</param>
    /// <param name="fields">Names of the fields, one or more.</param>
    /// <param name="width">Columns that there are now.</param>
    /// <param name="isColoured">Whether heads are emphasized, and logs have colours.</param>
    public FieldTablePrinter(Stream output, IReadOnlyList<string> fields, Func<int> width, bool isColoured)
    {
        _output = new LineOutput(output);
        _fields = [.. fields];
        _heads = [.. fields.Select(TableLayout.Printable)];
        _columns = new FieldColumns(_heads);
        // Where the log is no column, the first one has its colour.
        _colouredColumn = Math.Max(Array.IndexOf(_fields, JsonFields.LogField), 0);
        _width = width;
        _isColoured = isColoured;
        _laidOutFor = width();
        WriteHeads();
    }

    public void Print(ReceivedRecord record)
    {
        string[] row = [.. _fields.Select(name => TableLayout.Printable(Show(record, name)))];
        int width = _width();
        bool hasChanged = width != _laidOutFor;
        _laidOutFor = width;
        if (_columns.Grow(row, width) || hasChanged)
            WriteHeads();
        _output.WriteLine(_columns.Format(row, width, (i, text) => _isColoured && i == _colouredColumn ? Colours.OfLog(record.Log ?? "", text) : text));
    }

    public void Flush() => _output.Flush();

    private static string Show(ReceivedRecord record, string name)
    {
        // As Zeek's own logs have it.
        if (!record.Fields.TryFind(name, out JsonElement value))
            return "-";
        try
        {
            if (name is "ts" or "_write_ts" && RecordReading.Time(value) is { Length: > 0 } time)
                return time;
            return value.ValueKind == JsonValueKind.Object ? value.GetRawText() : RecordSummary.Show(value);
        }
        catch (InvalidOperationException)
        {
            // A text that is no Unicode.
            return value.GetRawText();
        }
    }

    private void WriteHeads()
    {
        string heads = _columns.Format(_heads, _laidOutFor, (_, text) => text);
        _output.WriteLine(_isColoured ? Colours.Bold(heads) : heads);
    }
}
