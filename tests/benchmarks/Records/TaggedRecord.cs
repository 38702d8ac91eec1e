using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Benchmarks.Records;

/// <summary>Formats records as the product does.</summary>
internal sealed class TaggedRecord
{
    private readonly TaggedJsonWriter _json = new(ConnRecord.Schema, new RecordFormat());

    /// <summary>Formats a record; the bytes are valid until the next one.</summary>
    public ReadOnlySpan<byte> Format(ConnRecord record)
    {
        int column = 0;
        _json.BeginRecord();
        _json.Name(column++);
        _json.WriteTime(record.Start);
        _json.Name(column++);
        _json.WriteString(record.Uid);
        _json.Name(column++);
        _json.WriteAddress(record.Originator);
        _json.Name(column++);
        _json.WriteCount(record.OriginatorPort);
        _json.Name(column++);
        _json.WriteAddress(record.Responder);
        _json.Name(column++);
        _json.WriteCount(443);
        _json.Name(column++);
        _json.WriteString("tcp"u8);
        _json.Name(column++);
        _json.WriteString(record.Service);
        _json.Name(column++);
        _json.WriteDouble(record.Duration);
        _json.Name(column++);
        _json.WriteCount(record.OriginatorBytes);
        _json.Name(column++);
        _json.WriteCount(record.ResponderBytes);
        _json.Name(column++);
        _json.WriteString("SF"u8);
        _json.Name(column++);
        _json.WriteBool(true);
        _json.Name(column++);
        _json.WriteBool(false);
        _json.Name(column++);
        _json.WriteCount(0);
        _json.Name(column++);
        _json.WriteString("ShADadFf"u8);
        _json.Name(column++);
        _json.WriteCount(record.Packets);
        _json.Name(column++);
        _json.WriteCount(record.Packets * 60);
        _json.Name(column++);
        _json.WriteCount(record.Packets);
        _json.Name(column);
        _json.BeginArray();
        _json.WriteString("CHhAvVGS1DHFjwGM9"u8);
        _json.EndArray();
        return _json.EndRecord();
    }
}
