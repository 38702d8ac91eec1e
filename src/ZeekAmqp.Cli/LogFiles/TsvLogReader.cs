using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Reads logs in Zeek's TSV format: heads of lines with <c>#</c>, and records below them.</summary>
/// <param name="fallbackPath">The log's path where no <c>#path</c> names it; null if there is none.</param>
/// <param name="format">How records are to be written.</param>
/// <param name="times">Which records are wanted; null for all, without looking at their times.</param>
internal sealed class TsvLogReader(string? fallbackPath, RecordFormat format, TimeSelection? times = null) : ILogReader
{
    private const int NoColumn = -1;

    private readonly TsvHeaderReader _headers = new(fallbackPath);
    private TsvHeader? _header;
    private TaggedJsonWriter? _json;
    private TsvValueWriter? _values;
    private int _timeColumn = NoColumn;

    public string Path => _header!.Schema.Path;

    public LogSchema? Schema => _header?.Schema;

    public string Problem { get; private set; } = "";

    public double Time { get; private set; } = double.NaN;

    /// <summary>Whether a line would be a record by its number of fields.</summary>
    public bool HasFieldsOf(ReadOnlySpan<byte> line) =>
        _header is not null && line.Count(_header.Separator) + 1 == _header.Schema.Fields.Length;

    public LineKind Read(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (line.IsEmpty)
            return LineKind.NoRecord;
        if (line[0] == (byte)'#')
            return ReadHeader(line);
        if (_header is null)
            return Malformed($"{_headers.Missing}: {Excerpt.Of(line)}");
        if (_timeColumn != NoColumn && !IsWanted(line))
            return LineKind.Skipped;
        if (!TryWriteRecord(line))
            return LineKind.Malformed;
        message = _json!.EndRecord();
        return LineKind.Record;
    }

    private LineKind ReadHeader(ReadOnlySpan<byte> line)
    {
        string? problem = _headers.Take(line);
        if (_header != _headers.Current)
        {
            _header = _headers.Current;
            _json = _header is null ? null : new TaggedJsonWriter(_header.Schema, format);
            _values = _header is null ? null : new TsvValueWriter(_header, _json!);
            _timeColumn = _header is null || times is null ? NoColumn : Array.FindIndex(_header.Schema.Fields, IsTime);
            Time = double.NaN;
        }

        return problem is null ? LineKind.NoRecord : Malformed(problem);
    }

    private bool IsTime(LogField column) => column.Type == LogType.Time && column.Name == times!.Field;

    /// <summary>Looks at the time before anything is written. A line without it is looked at as all others, and found malformed.</summary>
    private bool IsWanted(ReadOnlySpan<byte> line)
    {
        byte[] separator = _header!.Separator;
        ReadOnlySpan<byte> rest = line;
        for (int i = 0; i < _timeColumn; i++)
        {
            int length = rest.IndexOf(separator);
            rest = length < 0 ? default : rest[(length + separator.Length)..];
        }

        int end = rest.IndexOf(separator);
        Time = DecimalText.TryParse(end < 0 ? rest : rest[..end], out double seconds) ? seconds : double.NaN;
        return times!.Range.Has(Time);
    }

    private bool TryWriteRecord(ReadOnlySpan<byte> line)
    {
        try
        {
            return TryWriteFields(line);
        }
        catch (RecordTooLargeException exception)
        {
            // Two bytes of a set of times become thirty.
            return Wrong(exception.Message);
        }
    }

    private bool TryWriteFields(ReadOnlySpan<byte> line)
    {
        LogField[] columns = _header!.Schema.Fields;
        byte[] separator = _header.Separator;
        TaggedJsonWriter json = _json!;
        ReadOnlySpan<byte> rest = line;
        json.BeginRecord();
        for (int i = 0; i < columns.Length; i++)
        {
            int length = separator.Length == 1 ? rest.IndexOf(separator[0]) : rest.IndexOf(separator);
            if (length < 0 != (i == columns.Length - 1))
                return WrongCount(line);
            ReadOnlySpan<byte> field = length < 0 ? rest : rest[..length];
            if (!TryWriteField(i, field))
            {
                return line.Count(separator) + 1 != columns.Length
                    ? WrongCount(line)
                    : Wrong($"column {Describe(columns[i])} has the value {Excerpt.Of(field)}");
            }

            if (length >= 0)
                rest = rest[(length + separator.Length)..];
        }

        return true;
    }

    private bool TryWriteField(int column, ReadOnlySpan<byte> field)
    {
        TaggedJsonWriter json = _json!;
        if (!_header!.Unset.Is(field))
        {
            json.Name(column);
            return _values!.TryWrite(_header.Schema.Fields[column], field);
        }

        if (json.IncludesUnsetFields)
        {
            json.Name(column);
            json.WriteNull();
        }

        return true;
    }

    private bool WrongCount(ReadOnlySpan<byte> line) =>
        Wrong($"the line has {line.Count(_header!.Separator) + 1} fields, its header {_header.Schema.Fields.Length}");

    private bool Wrong(string problem)
    {
        Problem = problem;
        return false;
    }

    private LineKind Malformed(string problem)
    {
        Problem = problem;
        return LineKind.Malformed;
    }

    private static string Describe(LogField column)
    {
        string type = column.Type.ToString().ToLowerInvariant();
        string subtype = column.Type.IsContainer() ? $"[{column.Subtype.ToString().ToLowerInvariant()}]" : "";
        return $"{Excerpt.Of(column.Name)} of type {type}{subtype}";
    }
}
