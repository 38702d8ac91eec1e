using System.Runtime.CompilerServices;
using System.Text.Json;
using Json.Schema;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Schema;

/// <summary>The whole command on log files.</summary>
public class SchemaTests
{
    public static IEnumerable<object[]> Forms =>
    [
        [Array.Empty<string>()],
        [new[] { "--tag-json", "F" }],
        [new[] { "--include-unset-fields", "T", "--json-timestamps", "JSON::TS_ISO8601" }],
        [new[] { "--json-timestamps", "JSON::TS_MILLIS", "--meta-fields", "_path,_write_ts,_node" }],
        [new[] { "--tag-json", "F", "--include-unset-fields", "T", "--meta-fields", "_node", "--additional-values", """{"site": "hq", "rack": [7]}""" }],
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Each_record_that_replay_sends_of_real_logs_is_as_the_schema_with_the_same_flags_says(string[] flags)
    {
        foreach (string kind in new[] { "tsv", "json" })
        {
            string folder = Path.Combine(Root(), "tests/data/logs", kind);
            using var describing = new Desk();
            Assert.Equal(0, await describing.RunAsync(["schema", .. flags, folder]));
            JsonSchema schema = JsonSchema.FromText(describing.Output);

            using var sending = new Desk();
            Assert.Equal(0, await sending.RunAsync(["replay", .. flags, folder]));
            Assert.NotEmpty(sending.Bodies);
            Assert.All(sending.Bodies, body => Assert.True(IsValid(schema, body), body));
        }
    }

    [Fact]
    public async Task A_schema_of_one_log_is_plain_and_those_of_several_are_one_a_line_if_asked_for()
    {
        using var desk = new Desk();
        Assert.Equal(0, await desk.RunAsync("schema", desk.File("conn.log.gz", Samples.Gzip(Samples.ConnTsv(2)))));
        using JsonDocument document = JsonDocument.Parse(desk.Output);
        Assert.Equal("conn", document.RootElement.GetProperty("title").GetString());
        Assert.Equal("", desk.Error);

        using var several = new Desk { Input = new MemoryStream([.. System.Text.Encoding.UTF8.GetBytes(Samples.ConnTsv(0) + Samples.Head("dns", "n", "count"))]) };
        Assert.Equal(0, await several.RunAsync("schema", "--json", "-"));
        string[] lines = several.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["conn", "dns"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("title").GetString()));
        Assert.DoesNotContain("\n ", several.Output);
    }

    [Fact]
    public async Task Of_several_logs_any_record_is_as_their_one_document_says_and_no_other()
    {
        using var desk = new Desk();
        desk.File("logs/a.log", Samples.Head("a/~b", "n", "count"));
        string folder = Path.GetDirectoryName(desk.File("logs/b.log", Samples.Head("ü\t", "s", "set[string]")))!;
        Assert.Equal(0, await desk.RunAsync("schema", folder));
        JsonSchema schema = JsonSchema.FromText(desk.Output);
        Assert.True(IsValid(schema, """{"a/~b": {"n":1}}"""));
        Assert.False(IsValid(schema, """{"a/~b": {"n":-1}}"""));
        Assert.False(IsValid(schema, """{"c": {"n":1}}"""));
    }

    [Fact]
    public async Task A_log_that_is_JSON_is_described_by_its_records_with_a_warning()
    {
        using var desk = new Desk();
        string file = desk.File("x.log", """
            {"n":1,"s":"a","v":[1,2.5,null],"mixed":1}
            {"n":2.5,"b":true,"o":{"p":1},"empty":[],"mixed":"x"}
            """);
        Assert.Equal(0, await desk.RunAsync("schema", "--json", file));
        Assert.Contains(
            """{"n":{"type":"number"},"s":{"type":"string"},"v":{"type":"array","items":{"type":["number","null"]}},"mixed":{"type":["integer","string"]},"b":{"type":"boolean"},"o":{"type":"object"},"empty":{"type":"array"}}""",
            desk.Output);
        Assert.Equal(
            "zeek-amqp: warning: log 'x' is JSON, which does not say what types Zeek has for it, nor which fields there are: its schema is made of what is in 2 records\n",
            desk.Error);
    }

    [Fact]
    public async Task Heads_of_one_log_that_differ_are_put_together_and_a_contradiction_is_an_error()
    {
        using var desk = new Desk();
        string file = desk.File("x.log", Samples.Head("x", "a\tb", "count\tstring") + Samples.Head("x", "b\tc", "string\taddr"));
        Assert.Equal(0, await desk.RunAsync("schema", "--json", file));
        Assert.Matches("\"a\":.*\"b\":.*\"c\":", desk.Output);

        using var other = new Desk();
        file = other.File("x.log", Samples.Head("x", "a", "count") + Samples.Head("x", "a", "string"));
        Assert.Equal(1, await other.RunAsync("schema", file));
        Assert.Contains("x.log:16: column 'a' of log 'x' has another type here than above; its schema has the first one\n", other.Error);
        Assert.Contains("\"integer\"", other.Output);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_in_one_line_each()
    {
        using var desk = new Desk();
        string binary = desk.File("core", [0, 1, 2, 0xff, (byte)'\n', 0x1b, (byte)'[']);
        string truncated = desk.File("conn.log.gz", Samples.Gzip(Samples.ConnTsv(100))[..^9]);
        Assert.Equal(1, await desk.RunAsync("schema", binary));
        Assert.Equal(3, desk.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain('\u001b', desk.Error);
        Assert.EndsWith("zeek-amqp: error: there is no log in what was read\n", desk.Error);
        Assert.Equal("", desk.Output);

        using var half = new Desk();
        Assert.Equal(1, await half.RunAsync("schema", truncated));
        Assert.Contains("cannot be read from here on", half.Error);
        Assert.Contains("\"conn\"", half.Output);
    }

    [Theory]
    [InlineData("neither a file nor --zeek")]
    [InlineData("cannot open", "/nowhere/conn.log")]
    [InlineData("exclude each other", "conn.log", "--zeek", "local")]
    [InlineData("--zeek-program is of use with --zeek only", "--zeek-program", "zeek", "conn.log")]
    [InlineData("cannot run '/nowhere/zeek': it is not there", "--zeek", "--zeek-program", "/nowhere/zeek")]
    [InlineData("option 'tag_json' has the value 'yes'", "--tag-json", "yes", "conn.log")]
    [InlineData("option 'publish_schema' has the value 'T', but option 'routing_key'", "--publish-schema", "T", "--routing-key", "{field:uid}", "conn.log")]
    public async Task Wrong_usage_ends_with_status_2_and_says_what_is_wrong(string expected, params string[] arguments)
    {
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync(["schema", .. arguments]));
        Assert.Contains(expected, desk.Error);
        Assert.Equal("", desk.Output);
    }

    private static bool IsValid(JsonSchema schema, string record)
    {
        using JsonDocument document = JsonDocument.Parse(record);
        return schema.Evaluate(document.RootElement, new EvaluationOptions { RequireFormatValidation = true }).IsValid;
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));
}
