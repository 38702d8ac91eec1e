using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

public class TaggedJsonWriterTests
{
    [Fact]
    public void A_record_is_tagged_with_its_path_and_keeps_the_order_of_its_fields()
    {
        var json = Writer(
            "conn",
            new LogField("ts"u8, LogType.Time),
            new LogField("id.orig_h"u8, LogType.Addr),
            new LogField("proto"u8, LogType.Enum),
            new LogField("history"u8, LogType.String));
        json.BeginRecord();
        json.Name(0);
        json.WriteTime(1300475167.096535);
        json.Name(1);
        json.WriteAddress([192, 0, 2, 7]);
        json.Name(3);
        json.WriteString("ShADd"u8);
        Assert.Equal("""{"conn": {"ts":1300475167.096535,"id.orig_h":"192.0.2.7","history":"ShADd"}}""", End(json));
    }

    [Fact]
    public void Sets_and_vectors_become_arrays_with_null_for_unset_elements()
    {
        var json = Writer("x", new LogField("a"u8, LogType.Set, LogType.Count), new LogField("b"u8, LogType.Vector, LogType.Bool));
        json.BeginRecord();
        json.Name(0);
        json.BeginArray();
        json.EndArray();
        json.Name(1);
        json.BeginArray();
        json.WriteBool(true);
        json.WriteNull();
        json.BeginArray();
        json.WriteInt(-5);
        json.WriteCount(ulong.MaxValue);
        json.EndArray();
        json.WriteSubnet([10, 0, 0, 0], 8);
        json.EndArray();
        Assert.Equal("""{"x": {"a":[],"b":[true,null,[-5,18446744073709551615],"10.0.0.0/8"]}}""", End(json));
    }

    [Fact]
    public void The_tag_is_escaped_like_any_other_string()
    {
        var json = Writer("we\"ird");
        json.BeginRecord();
        Assert.Equal("""{"we\"ird": {}}""", End(json));
    }

    [Fact]
    public void A_name_that_is_not_UTF8_leaves_the_record_JSON()
    {
        var json = Writer("x", new LogField([(byte)'a', 0xc3, 0xa9, 0xff], LogType.Count), new LogField("\u00e9\ue000"u8, LogType.Count));
        json.BeginRecord();
        json.Name(0);
        json.WriteCount(1);
        json.Name(1);
        json.WriteCount(2);
        Assert.Equal("{\"x\": {\"a\\\\xc3\\\\xa9\\\\xff\":1,\"\u00e9\ue000\":2}}", End(json));
    }

    [Fact]
    public void A_path_is_cut_to_what_a_message_property_holds_but_the_tag_is_whole()
    {
        string path = new string('x', 254) + "\u00e9\u20ac";
        var json = Writer(path);
        json.BeginRecord();
        Assert.Equal(new string('x', 254), json.Schema.Path);
        Assert.Equal($"{{\"{path}\": {{}}}}", End(json));
    }

    [Fact]
    public void A_record_that_was_left_unfinished_leaves_nothing_behind()
    {
        var json = Writer("x", new LogField("a"u8, LogType.Count));
        json.BeginRecord();
        json.Name(0);
        json.BeginRecord();
        json.Name(0);
        json.WriteCount(1);
        Assert.Equal("""{"x": {"a":1}}""", End(json));
    }

    [Fact]
    public void A_record_that_is_JSON_already_is_tagged_unchanged()
    {
        var json = Writer("dns");
        Assert.Equal("""{"dns": {"a": 1}}""", Encoding.UTF8.GetString(json.TagRecord("""{"a": 1}"""u8)));
    }

    [Fact]
    public void A_large_string_fits()
    {
        var json = Writer("x", new LogField("a"u8, LogType.String));
        json.BeginRecord();
        json.Name(0);
        json.WriteString(new byte[3_000_000].AsSpan());
        Assert.Equal(15_000_000 + """{"x": {"a":""}}""".Length, json.EndRecord().Length);
    }

    private static TaggedJsonWriter Writer(string path, params LogField[] fields) => new(new LogSchema(path, fields), new RecordFormat());

    private static string End(TaggedJsonWriter json) => Encoding.UTF8.GetString(json.EndRecord());
}
