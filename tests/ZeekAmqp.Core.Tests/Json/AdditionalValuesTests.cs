using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

public class AdditionalValuesTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData(" { } ", "{}")]
    [InlineData("""{"site": "hq", "rack": 7}""", """{"site":"hq","rack":7}""")]
    [InlineData("""{"a": true, "b": false, "c": null}""", """{"a":true,"b":false,"c":null}""")]
    [InlineData("""{"a": [1, "x", [], {}], "b": {"c": {"d": [null]}, "e": 1}}""", """{"a":[1,"x",[],{}],"b":{"c":{"d":[null]},"e":1}}""")]
    [InlineData("""{"big": 12345678901234567890123, "small": -1.50e-400, "zero": -0}""", """{"big":12345678901234567890123,"small":-1.50e-400,"zero":-0}""")]
    [InlineData("""{"a": "é\n\u00e9\"\/ \ud83d\ude00", "q\"\u0041\n": 1}""", """{"a":"é\n\u00e9\"\/ \ud83d\ude00","q\"A\n":1}""")]
    [InlineData("{\n\t\"a\" :\r\n [ 1 ,\n 2 ]\n}\n", """{"a":[1,2]}""")]
    public void Members_are_kept_as_they_were_written_without_the_blanks(string text, string expected)
    {
        var json = new TaggedJsonWriter(new LogSchema("x"), new RecordFormat { IsTagged = false, AdditionalValues = AdditionalValues.Parse(text) });
        json.BeginRecord();
        Assert.Equal(expected, Encoding.UTF8.GetString(json.EndRecord()));
    }

    [Theory]
    [InlineData("x", "no JSON")]
    [InlineData(" ", "no JSON")]
    [InlineData("[1]", "no object")]
    [InlineData("7", "no object")]
    [InlineData("null", "no object")]
    [InlineData("{", "no JSON")]
    [InlineData("{'a': 1}", "no JSON")]
    [InlineData("""{"a": 1,}""", "no JSON")]
    [InlineData("""{"a": 01}""", "no JSON")]
    [InlineData("""{"a": NaN}""", "no JSON")]
    [InlineData("""{"a": 1} {"b": 2}""", "no JSON")]
    [InlineData("""{"a": 1} // why""", "no JSON")]
    [InlineData("{\"a\": \"line\nfeed\"}", "no JSON")]
    [InlineData("""{"a": 1, "b": 2, "\u0061": 3}""", "the name 'a' is there twice")]
    [InlineData("""{"a": [{"b": 1, "b": 2}]}""", "the name 'b' is there twice")]
    [InlineData("""{"a": "\ud83d"}""", "not Unicode")]
    [InlineData("""{"\udc00": 1}""", "not Unicode")]
    public void What_is_no_object_with_each_name_once_is_refused(string text, string reason) => Assert.Contains(reason, AdditionalValues.Fault(text));

    [Fact]
    public void An_object_may_have_16_KiB_and_no_byte_more()
    {
        string longest = $$"""{"a":"{{new string('x', AdditionalValues.MaxBytes - 8)}}"}""";
        Assert.Null(AdditionalValues.Fault(longest));
        Assert.Equal("it has 16385 bytes", AdditionalValues.Fault(longest + " "));
    }

    [Fact]
    public void What_is_nested_too_deep_is_refused() =>
        Assert.Contains("no JSON", AdditionalValues.Fault($$"""{"a": {{new string('[', 100)}}{{new string(']', 100)}}}"""));
}
