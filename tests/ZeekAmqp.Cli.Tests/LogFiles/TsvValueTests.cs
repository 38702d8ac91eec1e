using System.Globalization;
using System.Text;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.Tests.LogFiles;

/// <summary>Each of Zeek's types, from a TSV log to JSON.</summary>
public class TsvValueTests
{
    [Theory]
    [InlineData("bool", "T", "true")]
    [InlineData("bool", "F", "false")]
    [InlineData("int", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("count", "18446744073709551615", "18446744073709551615")]
    [InlineData("port", "65535", "65535")]
    [InlineData("port", "53/udp", "53")]
    [InlineData("double", "0.0", "0.0")]
    [InlineData("double", "-0.000000", "-0.0")]
    [InlineData("double", "1.5", "1.5")]
    [InlineData("double", "1e-07", "1e-7")]
    [InlineData("double", "1.5e+22", "1.5e22")]
    [InlineData("double", "100000000000000000000.0", "100000000000000000000.0")]
    [InlineData("double", "0.1234567890123456789", "0.12345678901234568")]
    [InlineData("double", "nan", "null")]
    [InlineData("double", "-inf", "null")]
    [InlineData("interval", "0.000001", "0.000001")]
    [InlineData("interval", "-3600.250000", "-3600.25")]
    [InlineData("time", "1300475167.096535", "1300475167.096535")]
    [InlineData("time", "0.000000", "0.0")]
    [InlineData("string", "GET /", "\"GET /\"")]
    [InlineData("string", "(empty)", "\"\"")]
    [InlineData("string", "", "\"\"")]
    [InlineData("string", @"\x2d", "\"-\"")]
    [InlineData("string", @"\x28empty)", "\"(empty)\"")]
    [InlineData("string", @"a\x09b", @"""a\tb""")]
    [InlineData("string", @"a\\x09b", @"""a\\x09b""")]
    [InlineData("string", @"\xc3\xa4", "\"ä\"")]
    [InlineData("string", @"\xff\xfe", @"""\\xff\\xfe""")]
    [InlineData("string", @"a\x00b", @"""a\\x00b""")]
    [InlineData("string", "say \"x\"", @"""say \""x\""""")]
    [InlineData("pattern", "/^a?b$/", "\"/^a?b$/\"")]
    [InlineData("enum", "Log::INFO", "\"Log::INFO\"")]
    [InlineData("file", "stdout", "\"stdout\"")]
    [InlineData("func", "Foo::bar", "\"Foo::bar\"")]
    [InlineData("addr", "192.0.2.255", "\"192.0.2.255\"")]
    [InlineData("addr", "2001:db8::1", "\"2001:db8::1\"")]
    [InlineData("addr", "::", "\"::\"")]
    [InlineData("addr", "::1", "\"::1\"")]
    [InlineData("addr", "fe80::", "\"fe80::\"")]
    [InlineData("addr", "::ffff:192.0.2.1", "\"::ffff:192.0.2.1\"")]
    [InlineData("addr", "1:2:3:4:5:6:7:8", "\"1:2:3:4:5:6:7:8\"")]
    [InlineData("subnet", "192.0.2.0/24", "\"192.0.2.0/24\"")]
    [InlineData("subnet", "2001:db8::/32", "\"2001:db8::/32\"")]
    [InlineData("set[string]", "(empty)", "[]")]
    [InlineData("set[string]", @"a,b\x2cc,(empty)", "[\"a\",\"b,c\",\"\"]")]
    [InlineData("set[port]", "22,80", "[22,80]")]
    [InlineData("set[addr]", "192.0.2.1,2001:db8::1", "[\"192.0.2.1\",\"2001:db8::1\"]")]
    [InlineData("set[subnet]", "10.0.0.0/8", "[\"10.0.0.0/8\"]")]
    [InlineData("set[enum]", "A::X,B::Y", "[\"A::X\",\"B::Y\"]")]
    [InlineData("table[count]", "1,2", "[1,2]")]
    [InlineData("vector[string]", @"-,a,\x2d", "[null,\"a\",\"-\"]")]
    [InlineData("vector[interval]", "60.000000,-,0.5", "[60.0,null,0.5]")]
    [InlineData("vector[bool]", "T,F", "[true,false]")]
    [InlineData("vector[time]", "1.000000", "[1.0]")]
    [InlineData("vector[count]", "", "[]")]
    public void Value_of_each_type_becomes_what_Zeeks_JSON_writer_prints(string type, string text, string json)
    {
        Reading reading = Reading.Of(Samples.Head("t", "a\tb", $"string\t{type}") + $"x\t{text}\n");

        Assert.Empty(reading.Problems);
        Assert.Equal([$$$"""{"t": {"a":"x","b":{{{json}}}}}"""], reading.Messages);
    }

    [Theory]
    [InlineData("bool", "yes")]
    [InlineData("int", "1.5")]
    [InlineData("int", "")]
    [InlineData("int", "9223372036854775808")]
    [InlineData("count", "-1")]
    [InlineData("count", "12a")]
    [InlineData("port", "65536")]
    [InlineData("double", "1,5")]
    [InlineData("double", ".")]
    [InlineData("double", " 1.0")]
    [InlineData("time", "yesterday")]
    [InlineData("interval", "--1")]
    [InlineData("addr", "192.0.2")]
    [InlineData("addr", "192.0.2.256")]
    [InlineData("addr", "192.0.2.1.1")]
    [InlineData("addr", "1::2::3")]
    [InlineData("addr", "1:2:3:4:5:6:7:8:9")]
    [InlineData("addr", "1:2:3:4:5:6:7:8::")]
    [InlineData("addr", "12345::")]
    [InlineData("addr", "::1.2.3")]
    [InlineData("addr", "1:")]
    [InlineData("subnet", "10.0.0.0")]
    [InlineData("subnet", "10.0.0.0/33")]
    [InlineData("subnet", "::/129")]
    [InlineData("set[count]", "1,x")]
    [InlineData("vector[addr]", "192.0.2.1,")]
    public void Value_that_is_not_of_its_type_is_malformed(string type, string text)
    {
        Reading reading = Reading.Of(Samples.Head("t", "a\tb", $"string\t{type}") + $"x\t{text}\n");

        Assert.Empty(reading.Messages);
        Assert.Equal([$"9: column 'b' of type {type} has the value '{text}'"], reading.Problems);
    }

    [Fact]
    public void Unset_fields_are_left_out()
    {
        Reading reading = Reading.Of(Samples.Head("t", "a\tb\tc\td", "string\tset[addr]\tcount\tvector[string]") + "-\t-\t7\t-\n");

        Assert.Equal(["""{"t": {"c":7}}"""], reading.Messages);
    }

    [Fact]
    public void Unset_fields_are_null_if_that_is_asked_for()
    {
        var format = new RecordFormat(IncludeUnsetFields: true);
        Reading reading = Reading.Of(Samples.Head("t", "a\tb", "string\tset[addr]") + "-\t-\n", format: format);

        Assert.Equal(["""{"t": {"a":null,"b":null}}"""], reading.Messages);
    }

    [Theory]
    [InlineData(TimestampFormat.Millis, "1300475167096")]
    [InlineData(TimestampFormat.Iso8601, "\"2011-03-18T19:06:07.096535Z\"")]
    public void Times_are_written_as_asked_for(TimestampFormat timestamps, string json)
    {
        Reading reading = Reading.Of(Samples.Head("t", "ts", "time") + "1300475167.096535\n", format: new RecordFormat(timestamps));

        Assert.Equal([$$$"""{"t": {"ts":{{{json}}}}}"""], reading.Messages);
    }

    [Theory]
    [InlineData(StringEscapePolicy.Hex, @"\\", @"\\")]
    [InlineData(StringEscapePolicy.Tsv, @"\\\\", @"\\")]
    public void Strings_are_written_by_the_policy_that_is_asked_for_and_enums_by_Zeeks_first(StringEscapePolicy policy, string text, string symbol)
    {
        Reading reading = Reading.Of(
            Samples.Head("t", "a\tb", "string\tenum") + "\\\\\t\\\\\n", format: new RecordFormat { StringEscapes = policy });

        Assert.Equal([$$$"""{"t": {"a":"{{{text}}}","b":"{{{symbol}}}"}}"""], reading.Messages);
    }

    [Fact]
    public void Fields_that_are_asked_for_stand_around_the_records_own()
    {
        var format = new RecordFormat
        {
            IsTagged = false,
            MetaFields = MetaFields.Path,
            AdditionalValues = AdditionalValues.Parse("""{"site": "hq", "a": 2}"""),
        };
        Reading reading = Reading.Of(Samples.Head("t", "a", "count") + "1\n-\n", format: format);

        Assert.Equal(["""{"_path":"t","a":1,"site":"hq"}""", """{"_path":"t","site":"hq"}"""], reading.Messages);
    }

    [Theory]
    [InlineData(@"\q", @"""\\q""")]
    [InlineData(@"\x", @"""\\x""")]
    [InlineData(@"\x4", @"""\\x4""")]
    [InlineData(@"\xg1", @"""\\xg1""")]
    [InlineData(@"a\", @"""a\\""")]
    [InlineData(@"\x41\x4", @"""A\\x4""")]
    public void Backslash_that_begins_no_escape_is_a_backslash(string text, string json)
    {
        Reading reading = Reading.Of(Samples.Head("t", "a", "string") + text + "\n");

        Assert.Equal([$$$"""{"t": {"a":{{{json}}}}}"""], reading.Messages);
    }

    [Fact]
    public void Decimals_are_read_as_exactly_as_by_the_runtime()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            double some = random.NextInt64(1L << 40) / 1e6 * (random.Next(2) == 0 ? 1 : -1);
            string text = some.ToString("F" + random.Next(0, 12), CultureInfo.InvariantCulture);
            double expected = double.Parse(text, CultureInfo.InvariantCulture);

            Assert.True(DecimalText.TryParse(Encoding.ASCII.GetBytes(text), out double value), text);
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
        }
    }

    [Fact]
    public void Empty_line_is_no_record_of_one_column() =>
        Assert.Equal(["""{"t": {"a":" "}}"""], Reading.Of(Samples.Head("t", "a", "string") + "\n \n\n").Messages);

    [Fact]
    public void Record_of_blank_strings_is_a_record() =>
        Assert.Equal(
            ["""{"t": {"a":" ","b":"  "}}"""], Reading.Of(Samples.Head("t", "a\tb", "string\tstring") + " \t  \n\n   \n").Messages);
}
