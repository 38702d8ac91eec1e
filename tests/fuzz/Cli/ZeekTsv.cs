using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Cli;

/// <summary>Writes logs in Zeek's TSV format, and the messages that have to come of them.</summary>
internal sealed class ZeekTsv(Choices choices, RecordFormat format)
{
    // No text of a number or an address has one of these.
    private static readonly string[] Separators = ["\t", "|", ";", "~", "@"];

    private static readonly string[] TypeNames =
    [
        "", "bool", "int", "count", "port", "double", "interval", "time", "string", "enum", "file", "func", "addr", "subnet", "set", "vector",
    ];

    private readonly List<byte> _text = [];
    private TaggedJsonWriter _json = null!;
    private ZeekTsvValues _values = null!;

    /// <summary>The logs, one below the other.</summary>
    public byte[] Text => [.. _text];

    /// <summary>The messages, each as bytes.</summary>
    public List<byte[]> Messages { get; } = [];

    /// <summary>Starts a log with a header of its own.</summary>
    public void BeginLog()
    {
        int separator = choices.OneIn(4) ? choices.Below(Separators.Length) : 0;
        string setSeparator = choices.OneIn(4) ? Separators[(separator + 1) % Separators.Length] : ",";
        string unset = choices.OneIn(4) ? "<unset>" : choices.OneIn(4) ? "\\N" : "-";
        string empty = choices.OneIn(4) ? "<none>" : "(empty)";
        byte[] path = Utf8Name(choices);
        var columns = new LogField[1 + choices.Below(6)];
        for (int i = 0; i < columns.Length; i++)
        {
            var type = (LogType)(1 + choices.Below(15));
            columns[i] = new LogField(Utf8Name(choices), type, type.IsContainer() ? (LogType)(1 + choices.Below(13)) : LogType.None);
        }

        byte[] between = Encoding.ASCII.GetBytes(Separators[separator]);
        _text.AddRange("#separator "u8);
        foreach (byte b in between)
            Add($"\\x{b:x2}");
        AddHeader(between, "#set_separator", setSeparator);
        AddHeader(between, "#empty_field", empty);
        AddHeader(between, "#unset_field", unset);
        AddHeader(between, "#path", Encoding.UTF8.GetString(path));
        AddHeader(between, "#open", "2026-01-01-00-00-00");
        AddHeader(between, "#fields", string.Join(Separators[separator], columns.Select(column => column.Name)));
        AddHeader(between, "#types", string.Join(Separators[separator], columns.Select(TypeName)));
        _text.Add((byte)'\n');

        _json = new TaggedJsonWriter(new LogSchema(path, columns), format);
        _values = new ZeekTsvValues(choices, _text, _json, between, Encoding.ASCII.GetBytes(setSeparator), empty, unset);
    }

    /// <summary>Adds a record.</summary>
    public void AddRecord()
    {
        int start = _text.Count;
        _json.BeginRecord();
        for (int i = 0; i < _json.Schema.Fields.Length; i++)
        {
            if (i > 0)
                _text.AddRange(_values.Separator);
            bool isSet = !choices.OneIn(5);
            if (isSet || format.IncludeUnsetFields)
                _json.Name(i);
            if (isSet)
                _values.Add(_json.Schema.Fields[i]);
            else if (format.IncludeUnsetFields)
                _values.AddUnset();
            else
                _values.AddUnsetText();
        }

        // A record must not look like a header.
        if (_text[start] == (byte)'#')
        {
            _text.RemoveAt(start);
            _text.InsertRange(start, "\\x23"u8.ToArray());
        }

        _text.Add((byte)'\n');
        Messages.Add(_json.EndRecord().ToArray());
    }

    private static byte[] Utf8Name(Choices choices)
    {
        int length = 1 + choices.Below(8);
        var name = new StringBuilder();
        for (int i = 0; i < length; i++)
            name.Append(choices.OneIn(8) ? "\u00e9\u20ac\"/.\u00df"[choices.Below(6)] : (char)('a' + choices.Below(26)));
        return Encoding.UTF8.GetBytes(name.ToString());
    }

    private static string TypeName(LogField column) =>
        column.Type.IsContainer() ? $"{TypeNames[(int)column.Type]}[{TypeNames[(int)column.Subtype]}]" : TypeNames[(int)column.Type];

    private void AddHeader(byte[] separator, string name, string value)
    {
        _text.Add((byte)'\n');
        Add(name);
        _text.AddRange(separator);
        Add(value);
    }

    private void Add(string text) => _text.AddRange(Encoding.UTF8.GetBytes(text));
}
