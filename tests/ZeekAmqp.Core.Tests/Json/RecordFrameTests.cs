using System.Text;
using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

/// <summary>What stands around a record's own fields.</summary>
public class RecordFrameTests
{
    private const MetaFields AllMeta = MetaFields.Path | MetaFields.WriteTime | MetaFields.Node;

    private static readonly AdditionalValues Site = AdditionalValues.Parse("""{"site": "hq", "rack": {"row": 7}}""");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6_789_012));

    [Theory]
    [InlineData(true, """{"dns": {"a":1}}""")]
    [InlineData(false, """{"a":1}""")]
    public void The_tag_is_left_out_if_that_is_asked_for(bool isTagged, string expected)
    {
        var format = new RecordFormat { IsTagged = isTagged };
        Assert.Equal(expected, Record(format));
        Assert.Equal(expected, Tagged(format, """{"a":1}"""));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Added_members_stand_around_those_of_the_record(bool isTagged)
    {
        RecordFormat format = All(isTagged);
        const string Front = """
            "_path":"dns","_write_ts":1767323045.678901,"_node":"worker-1"
            """;
        const string Back = """
            "site":"hq","rack":{"row":7}
            """;
        (string tag, string end) = isTagged ? ("{\"dns\": ", "}") : ("", "");

        Assert.Equal($$"""{{tag}}{{{Front}},"a":1,{{Back}}}{{end}}""", Record(format));
        Assert.Equal($$"""{{tag}}{{{Front}},"a":1,{{Back}}}{{end}}""", Tagged(format, """{"a":1}"""));
        Assert.Equal($$"""{{tag}}{{{Front}}, "a" : {"site":2} ,{{Back}}}{{end}}""", Tagged(format, """ { "a" : {"site":2} } """));
        Assert.Equal($$"""{{tag}}{{{Front}},{{Back}}}{{end}}""", Record(format, hasField: false));
        Assert.Equal($$"""{{tag}}{{{Front}},{{Back}}}{{end}}""", Tagged(format, "{}"));
        Assert.Equal($$"""{{tag}}{{{Front}},{{Back}}}{{end}}""", Tagged(format, "{ \t}"));
    }

    [Theory]
    [InlineData(MetaFields.Path, """{"_path":"dns","a":1}""", """{"_path":"dns"}""")]
    [InlineData(MetaFields.WriteTime, """{"_write_ts":1767323045.678901,"a":1}""", """{"_write_ts":1767323045.678901}""")]
    [InlineData(MetaFields.Node, """{"_node":"worker-1","a":1}""", """{"_node":"worker-1"}""")]
    [InlineData(MetaFields.WriteTime | MetaFields.Node, """{"_write_ts":1767323045.678901,"_node":"worker-1","a":1}""", """{"_write_ts":1767323045.678901,"_node":"worker-1"}""")]
    public void Each_field_about_the_record_may_be_there_alone(MetaFields fields, string record, string empty)
    {
        var format = new RecordFormat { IsTagged = false, MetaFields = fields };
        Assert.Equal(record, Record(format));
        Assert.Equal(empty, Record(format, hasField: false));
        Assert.Equal(record, Tagged(format, """{"a":1}"""));
        Assert.Equal(empty, Tagged(format, "{}"));
    }

    [Fact]
    public void Additional_values_may_be_there_alone()
    {
        var format = new RecordFormat { IsTagged = false, AdditionalValues = AdditionalValues.Parse("""{"b": 2}""") };
        Assert.Equal("""{"a":1,"b":2}""", Record(format));
        Assert.Equal("""{"b":2}""", Record(format, hasField: false));
        Assert.Equal("""{"a":1,"b":2}""", Tagged(format, """{"a":1}"""));
        Assert.Equal("""{"b":2}""", Tagged(format, "{}"));
    }

    [Theory]
    [InlineData(TimestampFormat.Epoch, "1767323045.678901")]
    [InlineData(TimestampFormat.Millis, "1767323045678")]
    [InlineData(TimestampFormat.MillisUnsigned, "1767323045678")]
    [InlineData(TimestampFormat.Iso8601, "\"2026-01-02T03:04:05.678901Z\"")]
    public void The_time_of_writing_has_the_form_of_all_times(TimestampFormat times, string expected) =>
        Assert.Equal(
            $$"""{"_write_ts":{{expected}},"a":1}""", Record(new RecordFormat(times) { IsTagged = false, MetaFields = MetaFields.WriteTime }));

    [Fact]
    public void Each_record_has_its_own_time_of_writing()
    {
        TaggedJsonWriter json = Writer(new RecordFormat { IsTagged = false, MetaFields = MetaFields.WriteTime }, "worker-1", "a");
        json.BeginRecord();
        json.EndRecord();
        _time.Advance(TimeSpan.FromSeconds(2));
        json.BeginRecord();
        Assert.Equal("""{"_write_ts":1767323047.678901}""", Encoding.UTF8.GetString(json.EndRecord()));
    }

    [Theory]
    [InlineData(false, """{"a":1}""")]
    [InlineData(true, """{"_node":null,"a":1}""")]
    public void Outside_of_a_cluster_the_node_is_unset(bool includesUnset, string expected) =>
        Assert.Equal(expected, Record(new RecordFormat(IncludeUnsetFields: includesUnset) { IsTagged = false, MetaFields = MetaFields.Node }, node: ""));

    [Fact]
    public void A_field_of_the_log_wins_over_what_would_be_added_even_where_it_is_unset()
    {
        RecordFormat format = All(isTagged: false) with { AdditionalValues = AdditionalValues.Parse("""{"x": 1, "q\"": 2, "y": 3}""") };
        TaggedJsonWriter json = Writer(format, "worker-1", "_path", "x", "q\"");
        json.BeginRecord();
        json.Name(0);
        json.WriteCount(9);
        Assert.Equal(
            """{"_write_ts":1767323045.678901,"_node":"worker-1","_path":9,"y":3}""", Encoding.UTF8.GetString(json.EndRecord()));
        Assert.Equal(["_path", "x", "q\""], json.LeftOut);
    }

    [Fact]
    public void A_name_that_a_record_of_JSON_has_itself_is_not_added_to_it_again()
    {
        RecordFormat format = All(isTagged: false);
        TaggedJsonWriter json = Writer(format, "worker-1");
        Assert.Equal(
            """{"_write_ts":1767323045.678901,"_node":"worker-1","_path":"x","r\u0061ck":[{"site":1}],"site":"hq"}""",
            Encoding.UTF8.GetString(json.TagRecord("""{"_path":"x","r\u0061ck":[{"site":1}]}"""u8)));
        Assert.Equal(
            """{"_path":"dns","_write_ts":1767323045.678901,"_node":"worker-1","\ud800":1,"site":null,"rack":{"row":7}}""",
            Encoding.UTF8.GetString(json.TagRecord("""{"\ud800":1,"site":null}"""u8)));
    }

    [Fact]
    public void Path_and_node_are_escaped_like_any_other_string()
    {
        RecordFormat format = new() { IsTagged = false, MetaFields = MetaFields.Path | MetaFields.Node, StringEscapes = StringEscapePolicy.Pua };
        var json = new TaggedJsonWriter(new LogSchema("a\"\x01"u8, []) { Node = [0xff, (byte)'\\'] }, format);
        json.BeginRecord();
        Assert.Equal("""{"_path":"a\"\udb80\udc01","_node":"\udb80\udcff\\"}""", Encoding.UTF8.GetString(json.EndRecord()));
    }

    private static RecordFormat All(bool isTagged) => new() { IsTagged = isTagged, MetaFields = AllMeta, AdditionalValues = Site };

    private string Record(RecordFormat format, bool hasField = true, string node = "worker-1")
    {
        TaggedJsonWriter json = Writer(format, node, "a");
        json.BeginRecord();
        if (hasField)
        {
            json.Name(0);
            json.WriteCount(1);
        }

        return Encoding.UTF8.GetString(json.EndRecord());
    }

    private string Tagged(RecordFormat format, string record) =>
        Encoding.UTF8.GetString(Writer(format, "worker-1").TagRecord(Encoding.UTF8.GetBytes(record)));

    private TaggedJsonWriter Writer(RecordFormat format, string node, params string[] fields)
    {
        LogField[] columns = [.. fields.Select(name => new LogField(Encoding.UTF8.GetBytes(name), LogType.Count))];
        return new TaggedJsonWriter(new LogSchema("dns"u8, columns) { Node = Encoding.UTF8.GetBytes(node) }, format, _time);
    }
}
