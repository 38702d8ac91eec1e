using System.Text.Json;
using ZeekAmqp.Benchmarks.Values;

namespace ZeekAmqp.Benchmarks.Records;

/// <summary>Formats records with <see cref="Utf8JsonWriter"/>, with names encoded beforehand.</summary>
internal sealed class Utf8Record
{
    private readonly Utf8Values _values = new();
    private readonly JsonEncodedText[] _names = [.. ConnRecord.Schema.Fields.Select(field => JsonEncodedText.Encode(field.Name))];

    /// <summary>Formats a record; the bytes are valid until the next one.</summary>
    public ReadOnlySpan<byte> Format(ConnRecord record)
    {
        Utf8JsonWriter json = _values.Json;
        int column = 0;
        _values.Clear();
        // It has no space after a colon, or it has one after each.
        Append("{\"conn\": "u8);
        json.WriteStartObject();
        json.WritePropertyName(_names[column++]);
        _values.WriteDouble(record.Start);
        json.WritePropertyName(_names[column++]);
        _values.WriteString(record.Uid);
        json.WritePropertyName(_names[column++]);
        _values.WriteAddress(record.Originator);
        json.WriteNumber(_names[column++], record.OriginatorPort);
        json.WritePropertyName(_names[column++]);
        _values.WriteAddress(record.Responder);
        json.WriteNumber(_names[column++], 443);
        json.WritePropertyName(_names[column++]);
        _values.WriteString("tcp"u8);
        json.WritePropertyName(_names[column++]);
        _values.WriteString(record.Service);
        json.WritePropertyName(_names[column++]);
        _values.WriteDouble(record.Duration);
        json.WriteNumber(_names[column++], record.OriginatorBytes);
        json.WriteNumber(_names[column++], record.ResponderBytes);
        json.WritePropertyName(_names[column++]);
        _values.WriteString("SF"u8);
        json.WriteBoolean(_names[column++], true);
        json.WriteBoolean(_names[column++], false);
        json.WriteNumber(_names[column++], 0);
        json.WritePropertyName(_names[column++]);
        _values.WriteString("ShADadFf"u8);
        json.WriteNumber(_names[column++], record.Packets);
        json.WriteNumber(_names[column++], record.Packets * 60);
        json.WriteNumber(_names[column++], record.Packets);
        json.WriteStartArray(_names[column]);
        _values.WriteString("CHhAvVGS1DHFjwGM9"u8);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        Append("}"u8);
        return _values.Output.WrittenSpan;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_values.Output.GetSpan(bytes.Length));
        _values.Output.Advance(bytes.Length);
    }
}
