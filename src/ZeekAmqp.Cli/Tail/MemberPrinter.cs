using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Writes some members of each record as JSON, one record a line: each as it came, in the order asked for, and in the tag that it came in.</summary>
/// <param name="output">Where they are written.</param>
/// <param name="fields">Names of the members; those that a record does not have are left out.</param>
internal sealed class MemberPrinter(Stream output, IReadOnlyList<string> fields) : IMessagePrinter
{
    private readonly LineOutput _output = new(output);
    private readonly ArrayBufferWriter<byte> _line = new();

    // Not for a web page: nothing is escaped that JSON does not ask for.
    private readonly (string Name, JsonEncodedText Written)[] _fields =
        [.. fields.Select(name => (name, JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)))];

    public void Print(ReceivedRecord record)
    {
        _line.ResetWrittenCount();
        _line.Write("{"u8);
        if (record.HasTag)
        {
            // As it came: a tag has a blank behind its colon.
            WriteName(JsonEncodedText.Encode(record.Log!, JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
            _line.Write(" {"u8);
        }

        bool isFirst = true;
        foreach ((string name, JsonEncodedText written) in _fields)
        {
            if (!record.Fields.TryFind(name, out JsonElement value))
                continue;
            if (!isFirst)
                _line.Write(","u8);
            isFirst = false;
            WriteName(written);
            WriteValue(value);
        }

        _line.Write(record.HasTag ? "}}"u8 : "}"u8);
        _output.WriteLine(_line.WrittenSpan);
    }

    public void Flush() => _output.Flush();

    private void WriteName(JsonEncodedText name)
    {
        _line.Write("\""u8);
        _line.Write(name.EncodedUtf8Bytes);
        _line.Write("\":"u8);
    }

    private void WriteValue(JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (!raw.ContainsAny((byte)'\n', (byte)'\r'))
        {
            _line.Write(raw);
            return;
        }

        // Somebody's pretty JSON, whose lines would be ours.
        using var writer = new Utf8JsonWriter(_line);
        value.WriteTo(writer);
    }
}
