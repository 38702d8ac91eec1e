using System.Text;
using System.Text.Json;
using Json.Schema;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Schema;

namespace ZeekAmqp.Core.Tests.Schema;

/// <summary>What is said of records holds for the records that are written, and for no others.</summary>
public class SchemaDocumentTests
{
    private static readonly LogSchema EachType = new("each", [.. Enumerable.Range(1, 15).SelectMany(FieldsOf)]);

    private static readonly LogSchema Small = new("dns", new LogField("ts"u8, LogType.Time), new LogField("id.orig_p"u8, LogType.Port));

    public static IEnumerable<object[]> Forms =>
        from timestamps in Enum.GetValues<TimestampFormat>()
        from includesUnset in new[] { false, true }
        from isTagged in new[] { false, true }
        from meta in new[] { MetaFields.None, MetaFields.Path | MetaFields.WriteTime | MetaFields.Node }
        from addsValues in new[] { false, true }
        select new object[] { timestamps, includesUnset, isTagged, meta, addsValues };

    [Fact]
    public void A_schema_has_names_types_and_Zeeks_own_words_for_them() => Assert.Equal(
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"dns","description":"A record of Zeek's log dns","type":"object","properties":{
        "dns":{"type":"object","properties":{
        "ts":{"type":["number","null"],"description":"seconds since 1970-01-01T00:00:00Z","x-unit":"s","x-zeek-type":"time"},
        "id.orig_p":{"type":"integer","minimum":0,"maximum":65535,"x-zeek-type":"port"}
        },"required":[],"additionalProperties":false,"x-string-escape-policy":"HEX"}
        },"required":["dns"],"additionalProperties":false}
        """.ReplaceLineEndings(""),
        Text(Small, new RecordFormat()));

    [Fact]
    public void What_is_added_to_records_is_in_the_schema_too()
    {
        var format = new RecordFormat(TimestampFormat.Iso8601, IncludeUnsetFields: true)
        {
            IsTagged = false,
            MetaFields = MetaFields.Path | MetaFields.Node,
            AdditionalValues = AdditionalValues.Parse("""{"site": "hq", "rack": 7}"""),
            StringEscapes = StringEscapePolicy.Pua,
        };
        Assert.Equal(
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"dns","description":"A record of Zeek's log dns","type":"object","properties":{
            "_path":{"type":"string","const":"dns"},"_node":{"type":["string","null"]},
            "ts":{"type":["string","null"],"format":"date-time","x-zeek-type":"time"},
            "id.orig_p":{"type":["integer","null"],"minimum":0,"maximum":65535,"x-zeek-type":"port"},
            "site":{"type":"string"},"rack":{"type":"number"}
            },"required":["_path","_node","ts","id.orig_p","site","rack"],"additionalProperties":false,"x-string-escape-policy":"PUA"}
            """.ReplaceLineEndings(""),
            Text(Small, format));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Records_of_each_type_and_form_are_as_their_schema_says(
        TimestampFormat timestamps, bool includesUnset, bool isTagged, MetaFields meta, bool addsValues)
    {
        var format = new RecordFormat(timestamps, includesUnset)
        {
            IsTagged = isTagged,
            MetaFields = meta,
            AdditionalValues = AdditionalValues.Parse(addsValues ? """{"a": "x", "b": 1.5, "c": null, "d": [1], "e": {}, "f": true}""" : ""),
        };
        JsonSchema schema = JsonSchema.FromText(Text(EachType, format));
        AssertValid(schema, Record(EachType, format, (_, _) => false));
        AssertValid(schema, Record(EachType, format, WriteUsual));
        // Zeek writes a time that is none as one that is no date-time of RFC 3339.
        AssertValid(schema, Record(EachType, format, WriteExtreme), new EvaluationOptions { OutputFormat = OutputFormat.List });
    }

    [Fact]
    public void What_is_no_record_of_the_log_is_not_as_the_schema_says()
    {
        JsonSchema schema = JsonSchema.FromText(Text(Small, new RecordFormat()));
        Assert.True(IsValid(schema, """{"dns": {"ts":1.5,"id.orig_p":53}}"""));
        Assert.True(IsValid(schema, """{"dns": {}}"""));
        Assert.False(IsValid(schema, """{"ts":1.5}"""));
        Assert.False(IsValid(schema, """{"conn": {}}"""));
        Assert.False(IsValid(schema, """{"dns": {"id.orig_p":65536}}"""));
        Assert.False(IsValid(schema, """{"dns": {"id.orig_p":null}}"""));
        Assert.False(IsValid(schema, """{"dns": {"ts":"2026-01-01"}}"""));
        Assert.False(IsValid(schema, """{"dns": {"uid":"C"}}"""));
        Assert.False(IsValid(JsonSchema.FromText(Text(Small, new RecordFormat(IncludeUnsetFields: true))), """{"dns": {"ts":1.5}}"""));
    }

    [Fact]
    public void A_field_of_the_log_is_said_instead_of_one_that_would_be_added_under_its_name()
    {
        var log = new LogSchema("x", new LogField("_path"u8, LogType.Count), new LogField("site"u8, LogType.Bool));
        var format = new RecordFormat { IsTagged = false, MetaFields = MetaFields.Path, AdditionalValues = AdditionalValues.Parse("""{"site": "hq"}""") };
        Assert.Contains(
            """{"_path":{"type":"integer","minimum":0,"format":"uint64","x-zeek-type":"count"},"site":{"type":"boolean","x-zeek-type":"bool"}},"required":[]""",
            Text(log, format));
    }

    [Fact]
    public void Names_that_are_no_text_or_are_there_twice_make_a_schema_all_the_same()
    {
        var log = new LogSchema("a\"\xe9\x01"u8, [new LogField([0xff, (byte)'"'], LogType.String), new LogField("n"u8, LogType.Int), new LogField("n"u8, LogType.Int)]);
        JsonSchema schema = JsonSchema.FromText(Text(log, new RecordFormat { MetaFields = MetaFields.Path }));
        AssertValid(schema, Record(log, new RecordFormat { MetaFields = MetaFields.Path }, (json, field) => WriteUsual(json, field)));
    }

    [Fact]
    public void Of_a_log_that_is_JSON_what_was_seen_is_said_and_more_is_allowed()
    {
        var format = new RecordFormat { MetaFields = MetaFields.Path, AdditionalValues = AdditionalValues.Parse("""{"site": "hq"}""") };
        string text = Encoding.UTF8.GetString(SchemaDocument.OfSeen("dns", format, [("n", """{"type":"number"}"""), ("site", """{"type":"number"}""")], 3));
        JsonSchema schema = JsonSchema.FromText(text);
        Assert.Contains("by what was in 3 of them", text);
        Assert.True(IsValid(schema, """{"dns": {"_path":"dns","n":1,"other":true,"site":1}}"""));
        Assert.True(IsValid(schema, """{"dns": {"_path":"dns","n":1,"site":"hq"}}"""));
        Assert.False(IsValid(schema, """{"dns": {"_path":"dns","n":"1","site":"hq"}}"""));
    }

    private static IEnumerable<LogField> FieldsOf(int number)
    {
        var type = (LogType)number;
        string name = type.ToString().ToLowerInvariant();
        if (!type.IsContainer())
            return [new LogField(Encoding.UTF8.GetBytes(name), type)];
        return Enumerable.Range(1, 15).Select(subtype => new LogField(Encoding.UTF8.GetBytes($"{name}.{(LogType)subtype}"), type, (LogType)subtype));
    }

    private static string Text(LogSchema log, RecordFormat format) => Encoding.UTF8.GetString(SchemaDocument.Of(log, format));

    private static string Record(LogSchema log, RecordFormat format, Func<TaggedJsonWriter, LogField, bool> write)
    {
        var json = new TaggedJsonWriter(log, format);
        json.BeginRecord();
        HashSet<string> written = [];
        for (int i = 0; i < log.Fields.Length; i++)
        {
            // A parser that the validator reads with refuses a name twice.
            if (!written.Add(log.Fields[i].Name))
                continue;
            var tried = new TaggedJsonWriter(log, format);
            tried.BeginRecord();
            tried.Name(i);
            bool isSet = write(tried, log.Fields[i]);
            if (!isSet && !json.IncludesUnsetFields)
                continue;
            json.Name(i);
            if (isSet)
                write(json, log.Fields[i]);
            else
                json.WriteNull();
        }

        return Encoding.UTF8.GetString(json.EndRecord());
    }

    private static bool WriteUsual(TaggedJsonWriter json, LogField field) => Write(json, field, 1.5, "text", [192, 0, 2, 1], 443);

    private static bool WriteExtreme(TaggedJsonWriter json, LogField field) =>
        Write(json, field, double.NaN, "\0\u0001\"\\é", [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff], ulong.MaxValue);

    private static bool Write(TaggedJsonWriter json, LogField field, double real, string text, byte[] address, ulong count)
    {
        if (!field.Type.IsContainer())
        {
            WriteSimple(json, field.Type, real, text, address, count);
            return true;
        }

        json.BeginArray();
        if (field.Type == LogType.Vector)
            json.WriteNull();
        if (field.Subtype.IsContainer())
        {
            json.BeginArray();
            json.WriteNull();
            json.EndArray();
        }
        else
        {
            WriteSimple(json, field.Subtype, real, text, address, count);
        }

        json.EndArray();
        return true;
    }

    private static void WriteSimple(TaggedJsonWriter json, LogType type, double real, string text, byte[] address, ulong count)
    {
        switch (type)
        {
            case LogType.Bool:
                json.WriteBool(true);
                break;
            case LogType.Int:
                json.WriteInt(count == ulong.MaxValue ? long.MinValue : -1);
                break;
            case LogType.Count:
                json.WriteCount(count);
                break;
            case LogType.Port:
                json.WriteCount(Math.Min(count, 65535));
                break;
            case LogType.Double or LogType.Interval:
                json.WriteDouble(real);
                break;
            case LogType.Time:
                json.WriteTime(real);
                break;
            case LogType.Addr:
                json.WriteAddress(address);
                break;
            case LogType.Subnet:
                json.WriteSubnet(address, 24);
                break;
            default:
                json.WriteString(Encoding.UTF8.GetBytes(text));
                break;
        }
    }

    private static void AssertValid(JsonSchema schema, string record, EvaluationOptions? options = null)
    {
        using JsonDocument document = JsonDocument.Parse(record);
        EvaluationResults results = schema.Evaluate(document.RootElement, options ?? Strict);
        IEnumerable<string> faults = (results.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}");
        Assert.True(results.IsValid, $"{record}\n{string.Join('\n', faults)}");
    }

    private static bool IsValid(JsonSchema schema, string record)
    {
        using JsonDocument document = JsonDocument.Parse(record);
        return schema.Evaluate(document.RootElement, Strict).IsValid;
    }

    private static EvaluationOptions Strict { get; } = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
}
