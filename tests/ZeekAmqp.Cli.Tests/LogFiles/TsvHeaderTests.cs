using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.LogFiles;

/// <summary>Heads of TSV logs, right and wrong.</summary>
public class TsvHeaderTests
{
    [Fact]
    public void Separators_and_marks_of_the_header_are_used()
    {
        const string Text = "#separator \\x7c\n#set_separator|;\n#empty_field|EMPTY\n#unset_field|\\N\n#path|my\\x2flog\n"
            + "#fields|a|b|c|d\n#types|string|set[string]|string|set[string]\n"
            + "x\\x7cy|1;2|\\\\N|EMPTY\n\\N|\\\\N|\\x5cN|a,b\n";

        Reading reading = Reading.Of(Text);

        Assert.Empty(reading.Problems);
        Assert.Equal(["""{"my/log": {"a":"x|y","b":["1","2"],"d":[]}}""", """{"my/log": {"c":"\\N","d":["a,b"]}}"""], reading.Messages);
    }

    [Fact]
    public void Header_in_the_middle_of_a_stream_changes_the_log()
    {
        string text = Samples.Head("a", "x", "count") + "1\n" + Samples.Head("b", "y", "string") + "1\n#close\tnow\n"
            + Samples.Head("a", "x\tz", "count\tbool") + "2\tT\n";

        Reading reading = Reading.Of(text);

        Assert.Empty(reading.Problems);
        Assert.Equal(["""{"a": {"x":1}}""", """{"b": {"y":"1"}}""", """{"a": {"x":2,"z":true}}"""], reading.Messages);
        Assert.Equal(["a", "b", "a"], reading.Paths);
    }

    [Fact]
    public void Record_without_header_is_malformed()
    {
        Reading reading = Reading.Of("1\t2\n", "conn");

        Assert.Equal(["1: it is no record: neither JSON, nor below #fields and #types: '1\\x092'"], reading.Problems);
    }

    [Fact]
    public void Record_after_close_is_malformed()
    {
        Reading reading = Reading.Of(Samples.Head("a", "x", "count") + "1\n#close\tnow\n2\n");

        Assert.Single(reading.Messages);
        Assert.Equal(["11: it is no record: neither JSON, nor below #fields and #types: '2'"], reading.Problems);
    }

    [Theory]
    [InlineData("a\tb", "count", "#fields names 2 columns, #types 1")]
    [InlineData("a", "quaternion", "#types has the unknown type 'quaternion' for column 'a'")]
    [InlineData("a", "set[set[count]]", "#types has the unknown type 'set[set[count]]' for column 'a'")]
    [InlineData("a", "vector[", "#types has the unknown type 'vector[' for column 'a'")]
    [InlineData("a", "set", "#types has the unknown type 'set' for column 'a'")]
    [InlineData("a\t", "count\tcount", "column 2 of #fields has no name")]
    public void Wrong_header_is_malformed_and_so_are_the_records_below_it(string fields, string types, string problem)
    {
        Reading reading = Reading.Of(Samples.Head("t", fields, types) + "1\n" + Samples.Head("t", "a", "count") + "2\n");

        Assert.Equal([$"8: {problem}", $"9: the header above it is wrong: {problem}: '1'"], reading.Problems);
        Assert.Equal(["""{"t": {"a":2}}"""], reading.Messages);
    }

    [Fact]
    public void Header_of_a_million_columns_costs_no_memory()
    {
        string many = string.Concat(Enumerable.Repeat("a\t", 1_000_000)) + "a";
        long before = GC.GetAllocatedBytesForCurrentThread();

        Reading reading = Reading.Of(Samples.Head("t", many, many) + "1\n");

        Assert.Equal("8: #fields or #types has more than 65536 columns", reading.Problems[0]);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32L * many.Length);
    }

    [Fact]
    public void Empty_set_separator_is_malformed_and_the_usual_one_counts()
    {
        string text = Samples.Head("t", "a", "set[count]").Replace("#set_separator\t,", "#set_separator\t", StringComparison.Ordinal) + "1,2\n";

        Reading reading = Reading.Of(text);

        Assert.Equal(["2: #set_separator is empty"], reading.Problems);
        Assert.Equal(["""{"t": {"a":[1,2]}}"""], reading.Messages);
    }

    [Fact]
    public void Types_without_fields_are_malformed()
    {
        Reading reading = Reading.Of("#separator \\x09\n#path\tt\n#types\tcount\n");

        Assert.Equal(["3: #types without #fields above it"], reading.Problems);
    }

    [Fact]
    public void Header_without_path_takes_the_files_name()
    {
        const string Text = "#separator \\x09\n#fields\ta\n#types\tcount\n1\n";

        Assert.Equal(["""{"conn": {"a":1}}"""], Reading.Of(Text, "conn").Messages);
        Assert.Equal("3: the header has no #path; name the log with --path", Reading.Of(Text).Problems[0]);
    }

    [Fact]
    public void Headers_own_path_wins_over_the_files_name() =>
        Assert.Equal(["""{"t": {"a":1}}"""], Reading.Of(Samples.Head("t", "a", "count") + "1\n", "conn").Messages);
}
