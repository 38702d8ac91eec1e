using System.Text;
using System.Text.Json;
using CsCheck;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

public class StringFormatTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain text", "\"plain text\"")]
    [InlineData("quote\" backslash\\ slash/", "\"quote\\\" backslash\\\\ slash/\"")]
    [InlineData("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"")]
    [InlineData("caf\u00e9 \u20ac \U00010348", "\"caf\u00e9 \u20ac \U00010348\"")]
    public void Valid_text_is_kept_and_escaped_as_RapidJSON_does(string text, string expected) =>
        Assert.Equal(expected, Written(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b' }, @"""a\\x00b""")]
    [InlineData(new byte[] { 7, 0xd4, 0xb7, (byte)'o' }, @"""\\x07\\xd4\\xb7o""")]
    [InlineData(new byte[] { 0xc3, 0x28 }, @"""\\xc3(""")]
    [InlineData(new byte[] { 0xc0, 0x81 }, @"""\\xc0\\x81""")]
    [InlineData(new byte[] { 0xf4, 0x90, 0x8c, 0xbc }, @"""\\xf4\\x90\\x8c\\xbc""")]
    [InlineData(new byte[] { 0xf0 }, @"""\\xf0""")]
    [InlineData(new byte[] { 0xed, 0xa0, 0xa1 }, @"""\\xed\\xa0\\xa1""")]
    [InlineData(new byte[] { 0x7f }, @"""\\x7f""")]
    [InlineData(new byte[] { 0xc2, 0x85 }, @"""\\xc2\\x85""")]
    [InlineData(new byte[] { 0xee, 0x8b, 0xa0 }, @"""\\xee\\x8b\\xa0""")]
    [InlineData(new byte[] { 0xef, 0xbf, 0xbd }, @"""\\xef\\xbf\\xbd""")]
    [InlineData(new byte[] { 0xef, 0xbb, 0xbf }, "\"\ufeff\"")]
    public void Controls_broken_UTF8_private_use_and_specials_turn_all_of_it_to_hex(byte[] text, string expected) =>
        Assert.Equal(expected, Written(text));

    [Fact]
    public void One_bad_byte_turns_the_good_characters_before_it_to_hex_too() =>
        Assert.Equal(@"""\\xc3\\xb1\n\""\\\\xff""", Written([0xc3, 0xb1, (byte)'\n', (byte)'"', (byte)'\\', 0xff]));

    [Fact]
    public void A_name_is_escaped_but_not_checked() =>
        Assert.Equal("\"a\\u0001\\u001F\\\"\u00e9\"", WrittenName([(byte)'a', 1, 0x1f, (byte)'"', 0xc3, 0xa9]));

    [Fact]
    public void Any_bytes_give_a_valid_JSON_string() =>
        Gen.Byte.Array[0, 64].Sample(
            bytes =>
            {
                using JsonDocument parsed = JsonDocument.Parse(Written(bytes));
                Assert.Equal(JsonValueKind.String, parsed.RootElement.ValueKind);
            },
            iter: 20_000);

    private static string Written(ReadOnlySpan<byte> text)
    {
        var buffer = new JsonBuffer(1);
        StringFormat.Write(buffer, text);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static string WrittenName(ReadOnlySpan<byte> text)
    {
        var buffer = new JsonBuffer(1);
        StringFormat.WriteQuoted(buffer, text);
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
