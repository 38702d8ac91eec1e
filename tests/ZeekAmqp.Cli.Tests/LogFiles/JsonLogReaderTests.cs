using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.Tests.LogFiles;

/// <summary>Logs that are JSON already.</summary>
public class JsonLogReaderTests
{
    [Fact]
    public void Record_is_tagged_and_otherwise_unchanged()
    {
        const string Record = """{ "ts":1.50, "b":"\u00e4\/", "a":[1,{"_path":"x"}] }""";

        Reading reading = Reading.Of(Record + " \n", "conn");

        Assert.Equal([$$"""{"conn": {{Record}}}"""], reading.Messages);
    }

    [Fact]
    public void Field_path_names_the_log_and_wins_over_the_files_name()
    {
        Reading reading = Reading.Of("""
            {"_path":"http","a":1}
            {"a":2}
            {"a":3,"_path":"http"}
            {"a":4,"_path":"a\"b"}
            """, "conn");

        Assert.Equal(["http", "conn", "http", "a\"b"], reading.Paths);
        Assert.Equal("""{"a\"b": {"a":4,"_path":"a\"b"}}""", reading.Messages[3]);
    }

    [Fact]
    public void Record_gets_no_tag_and_other_fields_around_its_own_if_that_is_asked_for()
    {
        var format = new RecordFormat
        {
            IsTagged = false,
            MetaFields = MetaFields.Path | MetaFields.Node,
            AdditionalValues = AdditionalValues.Parse("""{"site": "hq"}"""),
        };
        Reading reading = Reading.Of("""
            {"a": 1}
            {}
            {"_path":"http","site":null}
            """, "conn", format);

        Assert.Equal(["""{"_path":"conn","a": 1,"site":"hq"}""", """{"_path":"conn","site":"hq"}""", """{"_path":"http","site":null}"""], reading.Messages);
    }

    [Fact]
    public void Record_without_path_is_malformed_where_there_is_no_other_name() =>
        Assert.Equal(["1: the record has no field _path; name the log with --path"], Reading.Of("{\"a\":1}\n").Problems);

    [Theory]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}{\"a\":2}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("{")]
    [InlineData("{\"a\":\u0001}")]
    public void Line_that_is_not_one_object_is_malformed_and_the_rest_goes_on(string line)
    {
        Reading reading = Reading.Of(line + "\n{\"b\":1}\n", "t");

        Assert.StartsWith("1: not a JSON object: ", Assert.Single(reading.Problems));
        Assert.Equal(["""{"t": {"b":1}}"""], reading.Messages);
    }

    [Fact]
    public void Line_that_is_not_UTF8_is_malformed() =>
        Assert.Equal(["1: the line is not UTF-8"], Reading.Of("{\"a\":\"\u00ff\"}\n", "t").Problems);

    [Fact]
    public void Path_that_is_not_Unicode_is_malformed() =>
        Assert.StartsWith("1: a name or the _path is not Unicode: ", Assert.Single(Reading.Of("""{"_path":"\ud800"}""", "t").Problems));

    [Fact]
    public void Json_and_TSV_may_be_mixed()
    {
        Reading reading = Reading.Of("{\"a\":0}\n" + Samples.Head("t", "a\tb", "string\tstring") + "{\tx\n{\"a\":1}\n", "j");

        Assert.Equal(["""{"j": {"a":0}}""", """{"t": {"a":"{","b":"x"}}""", """{"j": {"a":1}}"""], reading.Messages);
    }
}
