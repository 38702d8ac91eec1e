using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Tests.Options;

/// <summary>Options of the form of records.</summary>
public class FormatOptionsTests
{
    [Theory]
    [InlineData("EPOCH", TimestampFormat.Epoch)]
    [InlineData("MILLIS", TimestampFormat.Millis)]
    [InlineData("MILLIS_UNSIGNED", TimestampFormat.MillisUnsigned)]
    [InlineData("ISO8601", TimestampFormat.Iso8601)]
    public void Forms_of_times_have_Zeeks_names_with_the_module_or_without(string name, TimestampFormat expected)
    {
        Assert.Equal(expected, Parse("json_timestamps", $"JSON::TS_{name}").Timestamps);
        Assert.Equal(expected, Parse("json_timestamps", $"TS_{name}").Timestamps);
    }

    [Theory]
    [InlineData("HEX", StringEscapePolicy.Hex)]
    [InlineData("PUA", StringEscapePolicy.Pua)]
    [InlineData("TSV", StringEscapePolicy.Tsv)]
    public void Policies_have_Zeeks_names_in_three_lengths(string name, StringEscapePolicy expected)
    {
        Assert.Equal(expected, Parse("json_string_escape_policy", name).StringEscapes);
        Assert.Equal(expected, Parse("json_string_escape_policy", $"STRING_ESCAPE_POLICY_{name}").StringEscapes);
        Assert.Equal(expected, Parse("json_string_escape_policy", $"JSON::STRING_ESCAPE_POLICY_{name}").StringEscapes);
    }

    [Theory]
    [InlineData("", MetaFields.None)]
    [InlineData(" ", MetaFields.None)]
    [InlineData("_path", MetaFields.Path)]
    [InlineData("_node , _path", MetaFields.Path | MetaFields.Node)]
    [InlineData("_write_ts,_write_ts", MetaFields.WriteTime)]
    public void Fields_about_the_record_are_a_list_in_any_order(string text, MetaFields expected) =>
        Assert.Equal(expected, Parse("meta_fields", text).MetaFields);

    [Fact]
    public void A_filters_additional_values_take_the_place_of_the_global_ones()
    {
        RecordFormat format = OptionParser.Parse(
            [new("additional_values", """{"b": 1}""", OptionOrigin.Filter), new("additional_values", """{"a": 1}"""), new("tag_json", "F")]).Format;
        Assert.Equal(["b"], format.AdditionalValues.Names);
        Assert.False(format.IsTagged);
    }

    [Theory]
    [InlineData("meta_fields", "_path,_uid", "'_uid' is none")]
    [InlineData("meta_fields", "_path,", "'' is none")]
    [InlineData("additional_values", "[1]", "no object")]
    [InlineData("additional_values", """{"a": 1, "a": 2}""", "the name 'a' is there twice")]
    public void A_bad_value_is_named_with_what_is_wrong_about_it(string name, string value, string reason)
    {
        OptionException exception = Assert.Throws<OptionException>(() => Parse(name, value));
        Assert.Contains($"'{name}'", exception.Message);
        Assert.Contains($"'{value}'", exception.Message);
        Assert.Contains("allowed is", exception.Message);
        Assert.Contains(reason, exception.Message);
    }

    [Fact]
    public void A_bad_value_that_is_too_long_for_a_line_is_shown_in_part()
    {
        string value = $$"""{"a": "{{new string('x', 20_000)}}"}""";
        OptionException exception = Assert.Throws<OptionException>(() => Parse("additional_values", value));
        Assert.InRange(exception.Message.Length, 300, 600);
        Assert.EndsWith("(it has 20009 bytes)", exception.Message);
    }

    [Fact]
    public void A_name_that_two_options_would_add_is_refused()
    {
        RawOption values = new("additional_values", """{"_node": "x"}""");
        Assert.Equal(["_node"], OptionParser.Parse([values, new("meta_fields", "_path")]).Format.AdditionalValues.Names);
        OptionException exception = Assert.Throws<OptionException>(() => OptionParser.Parse([values, new("meta_fields", "_path,_node")]));
        Assert.Contains("'additional_values' has '_node', which option 'meta_fields' adds already", exception.Message);
    }

    private static RecordFormat Parse(string name, string value) => OptionParser.Parse([new(name, value)]).Format;
}
