using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Reads logs that are JSON already, one object a line. What is in the object is sent as it is.</summary>
/// <param name="fallbackPath">The log's path where no <c>_path</c> names it; null if there is none.</param>
/// <param name="format">Says what is put around it; nothing in it is written anew.</param>
/// <param name="times">Which records are wanted; null for all, without looking at their times.</param>
internal sealed class JsonLogReader(string? fallbackPath, RecordFormat format, TimeSelection? times = null) : ILogReader
{
    // More logs than a Zeek writes; what names still more is not kept in memory for it.
    private const int MaxWriters = 256;

    // Nor is what made a large record: its buffer is as large.
    private const int MaxKeptRecordBytes = 64 * 1024;

    private readonly Dictionary<string, TaggedJsonWriter> _writers = [];
    private readonly byte[]? _fallbackPath = fallbackPath is null ? null : Encoding.UTF8.GetBytes(fallbackPath);
    private byte[] _pathBytes = [];
    private TaggedJsonWriter? _writer;
    private int _largestRecord;

    public string Path { get; private set; } = "";

    public LogSchema? Schema => null;

    public string Problem { get; private set; } = "";

    public double Time { get; private set; } = double.NaN;

    public LineKind Read(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> message)
    {
        message = default;
        ReadOnlySpan<byte> json = line.Trim(" \t\r\n"u8);
        byte[]? found = null;
        Time = double.NaN;
        string? problem = Utf8.IsValid(json) ? Check(json, ref found) : "the line is not UTF-8";
        found ??= _fallbackPath;
        problem ??= found is not { Length: > 0 } ? "the record has no field _path; name the log with --path" : null;
        if (problem is not null)
        {
            Problem = problem;
            return LineKind.Malformed;
        }

        if (times is not null && !times.Range.Has(Time))
            return LineKind.Skipped;
        if (_writer is null || !found.AsSpan().SequenceEqual(_pathBytes))
            ChangePath(found!);
        _largestRecord = Math.Max(_largestRecord, json.Length);
        message = _writer!.TagRecord(json);
        return LineKind.Record;
    }

    /// <summary>Makes sure that a text is one JSON object, and finds its path.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    private string? Check(ReadOnlySpan<byte> json, ref byte[]? path)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return $"not a JSON object: {Excerpt.Of(json)}";
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                if (reader.ValueTextEquals("_path"u8))
                {
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.String)
                        path = ReadPath(ref reader);
                }
                else if (times is not null && reader.ValueTextEquals(times.FieldText))
                {
                    reader.Read();
                    Time = ReadTime(ref reader);
                }
            }

            return null;
        }
        catch (JsonException exception)
        {
            return $"not a JSON object: {Describe(exception)}: {Excerpt.Of(json)}";
        }
        catch (InvalidOperationException)
        {
            return $"a name or the _path is not Unicode: {Excerpt.Of(json)}";
        }
    }

    private byte[] ReadPath(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals(_pathBytes) ? _pathBytes : Encoding.UTF8.GetBytes(reader.GetString()!);

    private static double ReadTime(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number))
            return TimeSelection.SecondsOf(number);
        // Zeek's times are in UTC, whether they say so or not.
        return reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out DateTime moment)
            ? ((moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment) - DateTime.UnixEpoch).TotalSeconds
            : double.NaN;
    }

    private void ChangePath(byte[] path)
    {
        if (_largestRecord > MaxKeptRecordBytes)
            _writers.Remove(Encoding.UTF8.GetString(_pathBytes));
        _largestRecord = 0;
        string text = Encoding.UTF8.GetString(path);
        if (!_writers.TryGetValue(text, out _writer))
        {
            if (_writers.Count == MaxWriters)
                _writers.Clear();
            // The record is there already: columns do not matter.
            _writers.Add(text, _writer = new TaggedJsonWriter(new LogSchema(path, []), format));
        }

        Path = _writer.Schema.Path;
        _pathBytes = path;
    }

    /// <summary>The reader's own words without the position, of which it counts lines from 0.</summary>
    private static string Describe(JsonException exception)
    {
        int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string text = position < 0 ? exception.Message : exception.Message[..position];
        return Excerpt.OfSentence(text.TrimEnd('.', ' ')) + $" at byte {exception.BytePositionInLine + 1}";
    }
}
