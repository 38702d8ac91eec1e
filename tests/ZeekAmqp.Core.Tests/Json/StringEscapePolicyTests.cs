using System.Text;
using System.Text.Json;
using CsCheck;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

/// <summary>Zeek 9.0's policies other than HEX.</summary>
public class StringEscapePolicyTests
{
    // The expected texts were written down from the rules of Zeek 9.0: src/util.cc, src/Desc.cc and src/threading/formatters/JSON.cc.
    [Theory]
    [InlineData("", "", "")]
    [InlineData("plain /text", "plain /text", "plain /text")]
    [InlineData("say \"x\"", @"say \""x\""", @"say \""x\""")]
    [InlineData(@"\x07", @"\\x07", @"\\\\x07")]
    [InlineData("\x07", @"\udb80\udc07", @"\\x07")]
    [InlineData("\b\f\n\r\t", @"\b\f\n\r\t", @"\\x08\\x0c\\x0a\\x0d\\x09")]
    [InlineData("\0\x1f\x7f", @"\udb80\udc00\udb80\udc1f\udb80\udc7f", @"\\x00\\x1f\\x7f")]
    [InlineData("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80")]
    [InlineData("\xc3\xa4\xff", "\xc3\xa4\\udb80\\udcff", @"\\xc3\\xa4\\xff")]
    [InlineData("\xc3\xa4\n\"", "\xc3\xa4\\n\\\"", @"\\xc3\\xa4\\x0a\""")]
    [InlineData("\xc3\xa4\\\xff\\\xc3\xa4", "\xc3\xa4\\\\\\udb80\\udcff\\\\\xc3\xa4", "\xc3\xa4\\\\\\\\\\\\xff\\\\\\\\\xc3\xa4")]
    [InlineData(@"C:\dir\", @"C:\\dir\\", @"C:\\\\dir\\\\")]
    [InlineData("\xf0\x9f!", @"\udb80\udcf0\udb80\udc9f!", @"\\xf0\\x9f!")]
    [InlineData("\xc3(", @"\udb80\udcc3(", @"\\xc3(")]
    [InlineData("\xc2\x85", @"\udb80\udcc2\udb80\udc85", @"\\xc2\\x85")]
    [InlineData("\xed\xa0\x80", @"\udb80\udced\udb80\udca0\udb80\udc80", @"\\xed\\xa0\\x80")]
    [InlineData("\xf4\x90\x80\x80", @"\udb80\udcf4\udb80\udc90\udb80\udc80\udb80\udc80", @"\\xf4\\x90\\x80\\x80")]
    [InlineData("\xee\x80\x80", @"\udb80\udcee\udb80\udc80\udb80\udc80", @"\\xee\\x80\\x80")]
    [InlineData("\xef\xbf\xbd", @"\udb80\udcef\udb80\udcbf\udb80\udcbd", @"\\xef\\xbf\\xbd")]
    [InlineData("\xf3\xb0\x80\x87", "\xf3\xb0\x80\x87", "\xf3\xb0\x80\x87")]
    [InlineData("a long and plain beginning of a text, \xe2\x82", @"a long and plain beginning of a text, \udb80\udce2\udb80\udc82", @"a long and plain beginning of a text, \\xe2\\x82")]
    public void Bytes_are_written_as_Zeek_9_writes_them(string text, string pua, string tsv)
    {
        Assert.Equal($"\"{pua}\"", Written(text, StringEscapePolicy.Pua));
        Assert.Equal($"\"{tsv}\"", Written(text, StringEscapePolicy.Tsv));
    }

    [Theory]
    [InlineData(StringEscapePolicy.Pua)]
    [InlineData(StringEscapePolicy.Tsv)]
    public void Any_bytes_give_a_valid_JSON_string(StringEscapePolicy policy) =>
        Gen.Byte.Array[0, 64].Sample(
            bytes =>
            {
                using JsonDocument parsed = JsonDocument.Parse(Bytes(bytes, policy));
                Assert.Equal(JsonValueKind.String, parsed.RootElement.ValueKind);
                Assert.NotNull(parsed.RootElement.GetString());
            },
            iter: 20_000);

    [Fact]
    public void The_policy_is_for_strings_and_their_sets_but_not_for_enums_names_and_tags()
    {
        var format = new RecordFormat { StringEscapes = StringEscapePolicy.Tsv };
        var json = new TaggedJsonWriter(
            new LogSchema("a\\"u8, [new LogField("n\\"u8, LogType.String), new LogField("e"u8, LogType.Enum), new LogField("v"u8, LogType.Vector, LogType.String)]),
            format);
        json.BeginRecord();
        json.Name(0);
        json.WriteString("x\\\n"u8);
        json.Name(1);
        json.WriteSymbol("x\\\n"u8);
        json.Name(2);
        json.BeginArray();
        json.WriteString("\x01"u8);
        json.EndArray();
        Assert.Equal(
            """{"a\\": {"n\\":"x\\\\\\x0a","e":"x\\\n","v":["\\x01"]}}""", Encoding.UTF8.GetString(json.EndRecord()));
    }

    private static string Written(string latin1, StringEscapePolicy policy) =>
        Encoding.Latin1.GetString(Bytes(Encoding.Latin1.GetBytes(latin1), policy));

    private static byte[] Bytes(ReadOnlySpan<byte> text, StringEscapePolicy policy)
    {
        var buffer = new JsonBuffer(1);
        StringFormat.Write(buffer, text, policy);
        return buffer.Written.ToArray();
    }
}
