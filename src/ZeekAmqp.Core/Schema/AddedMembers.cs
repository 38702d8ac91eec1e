using System.Text;
using System.Text.Json;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Schema;

/// <summary>Says as JSON Schema what stands in a record beside the log's own fields.</summary>
internal static class AddedMembers
{
    /// <summary>Those in front of the record's own.</summary>
    public static IEnumerable<SchemaMember> Front(RecordFrame frame, LogSchema log, RecordFormat format) =>
        MetaFieldNames.All.Where(meta => format.MetaFields.HasFlag(meta.Field) && !frame.LeftOut.Contains(meta.Name))
            .Select(meta => Meta(meta.Name, meta.Field, frame, log, format));

    /// <summary>Those behind them.</summary>
    public static IEnumerable<SchemaMember> Back(RecordFrame frame) =>
        frame.Back.Select(member => new SchemaMember(Encoding.UTF8.GetString(member.Key), TypeOf(member.Text.AsSpan(member.Key.Length)), IsAlways: true));

    private static SchemaMember Meta(string name, MetaFields field, RecordFrame frame, LogSchema log, RecordFormat format)
    {
        string key = $"\"{name}\":";
        bool isThere = frame.Front.Any(member => member.Name == name);
        return field switch
        {
            MetaFields.Path => new SchemaMember(key, $$"""{"type":"string","const":{{SchemaDocument.Quoted(log.PathBytes, format.StringEscapes)}}}""", isThere),
            MetaFields.WriteTime => new SchemaMember(key, TypeSchema.Simple(LogType.Time, format.Timestamps, isNullable: false), isThere),
            // Whoever asks for the schema may be another node than the one that writes.
            _ => new SchemaMember(key, format.IncludeUnsetFields ? """{"type":["string","null"]}""" : """{"type":"string"}""", isThere),
        };
    }

    // Not the value itself: another sensor has another one.
    private static string TypeOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        string type = reader.TokenType switch
        {
            JsonTokenType.StartObject => "object",
            JsonTokenType.StartArray => "array",
            JsonTokenType.String => "string",
            JsonTokenType.Number => "number",
            JsonTokenType.Null => "null",
            _ => "boolean",
        };
        return $$"""{"type":"{{type}}"}""";
    }
}
