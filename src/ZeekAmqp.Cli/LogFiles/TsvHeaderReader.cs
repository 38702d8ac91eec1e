using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Gathers the lines of a TSV log that begin with <c>#</c>. A stream may have several heads, one below the other.</summary>
/// <param name="fallbackPath">The log's path where no <c>#path</c> names it; null if there is none.</param>
internal sealed class TsvHeaderReader(string? fallbackPath)
{
    private const string NoHeader = "it is no record: neither JSON, nor below #fields and #types";

    private byte[] _separator = "\t"u8.ToArray();
    private byte[] _setSeparator = ","u8.ToArray();
    private byte[] _empty = "(empty)"u8.ToArray();
    private byte[] _unset = "-"u8.ToArray();
    private byte[]? _path;
    private byte[]? _fields;

    /// <summary>What is known of the lines that follow; null before <c>#types</c>, after <c>#close</c>, and where a head is wrong.</summary>
    public TsvHeader? Current { get; private set; }

    /// <summary>Why there is no <see cref="Current"/>, for the records that need one.</summary>
    public string Missing { get; private set; } = NoHeader;

    /// <summary>Takes a line that begins with <c>#</c>.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Take(ReadOnlySpan<byte> line)
    {
        // The separator is not known yet where it is named: a space stands there.
        if (line.StartsWith("#separator "u8))
        {
            Restart(TsvEscapes.Unescape(line["#separator "u8.Length..]));
            return _separator.Length == 0 ? "#separator is empty" : null;
        }

        int nameLength = line.IndexOf(_separator);
        ReadOnlySpan<byte> value = nameLength < 0 ? default : line[(nameLength + _separator.Length)..];
        switch (Encoding.ASCII.GetString(nameLength < 0 ? line : line[..nameLength]))
        {
            case "#set_separator":
                // An empty one would be found in every place, without end.
                byte[] found = TsvEscapes.Unescape(value);
                if (found.Length == 0)
                    return "#set_separator is empty";
                _setSeparator = found;
                return null;
            case "#empty_field":
                _empty = TsvEscapes.Unescape(value);
                return null;
            case "#unset_field":
                _unset = TsvEscapes.Unescape(value);
                return null;
            case "#path":
                _path = TsvEscapes.Unescape(value);
                return null;
            case "#fields":
                Current = null;
                _fields = value.ToArray();
                return null;
            case "#types":
                return Complete(value);
            case "#close":
                Restart("\t"u8.ToArray());
                return null;
            default:
                // #open, and whatever a later Zeek adds.
                return null;
        }
    }

    private void Restart(byte[] separator)
    {
        Current = null;
        Missing = NoHeader;
        _separator = separator.Length == 0 ? "\t"u8.ToArray() : separator;
        _path = _fields = null;
        _setSeparator = ","u8.ToArray();
        _empty = "(empty)"u8.ToArray();
        _unset = "-"u8.ToArray();
    }

    private string? Complete(ReadOnlySpan<byte> types)
    {
        Current = null;
        string? problem = null;
        byte[]? path = _path is { Length: > 0 } ? _path : fallbackPath is null ? null : Encoding.UTF8.GetBytes(fallbackPath);
        LogField[]? columns = null;
        if (_fields is null)
            problem = "#types without #fields above it";
        else if (path is null)
            problem = "the header has no #path; name the log with --path";
        else
            columns = TsvColumns.Parse(_fields, types, _separator, out problem);
        if (columns is null)
        {
            Missing = $"the header above it is wrong: {problem}";
            return problem;
        }

        Current = new TsvHeader
        {
            Schema = new LogSchema(path, columns),
            Separator = _separator,
            SetSeparator = _setSeparator,
            Empty = new TsvMark(_empty),
            Unset = new TsvMark(_unset),
        };
        return null;
    }
}
