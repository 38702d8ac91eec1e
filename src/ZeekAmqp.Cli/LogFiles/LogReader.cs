using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Reads a log of which nobody said what it is, or a stream of several, by looking at each line.</summary>
/// <param name="fallbackPath">The log's path where the log itself does not name it; null if there is none.</param>
/// <param name="format">How records are to be written.</param>
/// <param name="times">Which records are wanted; null for all, without looking at their times.</param>
internal sealed class LogReader(string? fallbackPath, RecordFormat format, TimeSelection? times = null) : ILogReader
{
    private readonly TsvLogReader _tsv = new(fallbackPath, format, times);
    private readonly JsonLogReader _json = new(fallbackPath, format, times);
    private ILogReader? _current;

    public string Path => _current!.Path;

    public LogSchema? Schema => _current?.Schema;

    public string Problem => _current!.Problem;

    public double Time => _current!.Time;

    public LineKind Read(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> message)
    {
        message = default;
        // Strings may be all spaces: then it is a record by its number of fields.
        if (line.IsEmpty || (line.IndexOfAnyExcept(" \t"u8) < 0 && !_tsv.HasFieldsOf(line)))
            return LineKind.NoRecord;
        // A TSV record may begin with a brace, but then it has as many fields as its header.
        bool isJson = line[0] == (byte)'{' && !_tsv.HasFieldsOf(line);
        _current = isJson ? _json : _tsv;
        return _current.Read(line, out message);
    }
}
