using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Tests.Routing;

/// <summary>What of a record is in an address.</summary>
public class RecordValuesTests
{
    [Theory]
    [InlineData("""{"s":"text"}""", "text")]
    [InlineData("""{"s":""}""", "")]
    [InlineData("""{"a":["s"],"s":"a\"\\\u00e9\n"}""", "a\"\\\u00e9\n")]
    [InlineData("""{"s":-12}""", "-12")]
    [InlineData("""{"s":1300475167.096535}""", "1300475167.096535")]
    [InlineData("""{"s":true}""", "true")]
    [InlineData("""{"s":null}""", "-")]
    [InlineData("""{}""", "-")]
    [InlineData("""{"t":{"s":"deeper"}}""", "-")]
    [InlineData("""{"s":["a"],"t":1}""", "-")]
    [InlineData("""{"s":{"s":"deeper"}}""", "-")]
    [InlineData("""{"s":"\ud800"}""", "\\ud800")]
    public void A_value_is_the_text_of_a_string_or_the_JSON_of_anything_else_that_is_one_value(string record, string expected) =>
        Assert.Equal(expected, Read(["s"], record));

    [Fact]
    public void Values_come_in_the_order_of_the_names_whatever_that_of_the_record() =>
        Assert.Equal("1|-|3", Read(["id.orig_p", "b", "c"], """{"c":3,"id.orig_p":1}"""));

    [Fact]
    public void A_value_is_cut_at_a_whole_character()
    {
        string text = new('\u20ac', 100);
        Assert.Equal(text[..85], Read(["s"], $$"""{"s":"{{text}}"}"""));
        Assert.Equal(text[..84], Read(["s"], $$"""{"s":"\n\n{{text}}"}""")[2..]);
    }

    [Fact]
    public void A_name_that_its_values_make_too_long_is_cut_at_a_whole_character()
    {
        var template = new AddressTemplate(new PublishTarget("", "key.{field:s}", "{field:s}"));
        byte[] values = new RecordValues(["s"], new RecordFormat()).Of(Encoding.UTF8.GetBytes($"{{\"x\": {{\"s\":\"{new string('\u20ac', 100)}\"}}}}")).ToArray();
        Address address = template.At(values, 0);
        Assert.Equal(("key." + new string('\u20ac', 83), new string('\u20ac', 85)), (address.RoutingKey, address.QueueName));
    }

    [Fact]
    public void A_column_that_is_in_several_names_is_one_value()
    {
        var template = new AddressTemplate(new PublishTarget("{field:a}", "{field:b}.{field:a}.{partition}", "q{field:a}") { Partitions = 3 });
        Assert.Equal(["a", "b"], template.Fields);
        Assert.True(template.NamesPlaces);
        Assert.Equal(new Address("1", "2.1.2", "q1"), template.At([1, (byte)'1', 1, (byte)'2'], template.PartitionOf(5)));
        // What is cut off, which only a defect could do, stands for nothing.
        Assert.Equal(new Address("1", "-.1.0", "q1"), template.At([1, (byte)'1', 1], 0));
    }

    [Fact]
    public void A_column_that_the_log_does_not_have_is_refused_with_those_that_it_has()
    {
        var schema = new LogSchema("conn", new LogField("uid"u8, LogType.String), new LogField("tags"u8, LogType.Set, LogType.String));
        OptionException exception = Assert.Throws<OptionException>(() => Fill(schema, "{field:nope}"));
        Assert.Equal("option 'routing_key' has the value '{field:nope}', but log 'conn' has no field 'nope'; it has uid, tags", exception.Message);
        Assert.Contains("is a set or a vector", Assert.Throws<OptionException>(() => Fill(schema, "{field:tags}")).Message, StringComparison.Ordinal);
        Assert.Equal("{field:uid}", Fill(schema, "{field:uid}"));
        // Of a log that is read from JSON, nobody knows the columns.
        Assert.Equal("{field:nope}", Fill(new LogSchema("conn"), "{field:nope}"));
    }

    [Fact]
    public void What_is_in_the_environment_is_in_no_error()
    {
        var places = new TargetPlaces(new LogSchema("conn"), _ => new string('s', 300) + ",s3cret");
        foreach (string name in new[] { "binding_keys", "queue_name", "routing_key", "exchange" })
        {
            PublishTarget target = OptionParser.Parse([new("exchange", "e"), new(name, "a{env:V}")]).Target;
            Assert.DoesNotContain("sss", Assert.Throws<OptionException>(() => places.Fill(target)).Message, StringComparison.Ordinal);
        }

        var comma = new TargetPlaces(new LogSchema("conn"), _ => "a,s3cret");
        PublishTarget bound = OptionParser.Parse([new("exchange", "e"), new("binding_keys", "a{env:V}")]).Target;
        Assert.Equal(
            "option 'binding_keys' has the value 'a{env:V}', which makes a key with a comma in it for log 'conn'; no key can have one",
            Assert.Throws<OptionException>(() => comma.Fill(bound)).Message);
    }

    [Fact]
    public void Values_are_those_of_the_record_with_and_without_a_tag()
    {
        var tagged = new RecordValues(["a"], new RecordFormat());
        var bare = new RecordValues(["a"], new RecordFormat { IsTagged = false });
        Assert.Equal([1, (byte)'7'], tagged.Of("""{"a": {"a":7,"b":{"a":8}}}"""u8).ToArray());
        Assert.Equal([1, (byte)'7'], bare.Of("""{"b":{"a":8},"a":7}"""u8).ToArray());
    }

    [Fact]
    public void Whatever_a_JSON_log_or_additional_values_may_have_is_looked_through()
    {
        string deep = new string('[', 63) + new string(']', 63);
        Assert.Equal("7", Read(["s"], $$"""{"deep":{{deep}},"s":7}"""));
        // Half of a surrogate pair, in names that could be that of the column.
        string[] names = [@"\ud800", @"\ud800\ud800\ud800"];
        Assert.All(names, name => Assert.Equal("7", Read(["some_name"], $$"""{"{{name}}":1,"some_name":7}""")));
        Assert.Equal("7", Read(["s"], """{"\ud800":1,"s":7}"""));
    }

    private static string Fill(LogSchema schema, string key) =>
        new TargetPlaces(schema, _ => null).Fill(OptionParser.Parse([new("routing_key", key)]).Target).RoutingKey;

    private static string Read(string[] fields, string record)
    {
        byte[] values = new RecordValues(fields, new RecordFormat()).Of(Encoding.UTF8.GetBytes($"{{\"log\": {record}}}")).ToArray();
        Assert.Equal(values.Length, RoutingValues.LengthIn([.. values, 7], fields.Length));
        return string.Join('|', RoutingValues.Read(values, fields.Length));
    }
}
