using System.Text.Json;
using ZeekAmqp.Cli.Replay;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>The whole command against a broker that confirms.</summary>
public class ReplayTests
{
    [Fact]
    public async Task All_records_of_files_of_each_kind_arrive_in_order()
    {
        using var desk = new Desk();
        string tsv = desk.File("conn.log", Samples.ConnTsv(3));
        string json = desk.File("conn.2026-01-01-10-00-00.log", Samples.ConnJson(2));
        string zippedTsv = desk.File("misnamed.log", Samples.Gzip(Samples.ConnTsv(1)));
        string zippedJson = desk.File("conn.10:00:00-11:00:00.log.gz", Samples.Gzip(Samples.ConnJson(2)));

        int status = await desk.RunAsync("replay", tsv, json, zippedTsv, zippedJson);

        Assert.Equal(0, status);
        Assert.Equal([.. Samples.ConnBodies(3), .. Samples.ConnBodies(2), .. Samples.ConnBodies(1), .. Samples.ConnBodies(2)], desk.Bodies);
        Assert.Equal(["conn"], desk.Broker.Paths);
    }

    [Fact]
    public async Task Summary_is_one_line_of_JSON_if_asked_for()
    {
        using var desk = new Desk();
        string text = Samples.ConnTsv(1000);

        int status = await desk.RunAsync("replay", "--json", desk.File("conn.log.gz", Samples.Gzip(text)));

        Assert.Equal(0, status);
        Assert.EndsWith("}\n", desk.Output);
        using JsonDocument summary = JsonDocument.Parse(desk.Output);
        Assert.Equal(
            ["read", "published", "confirmed", "failed", "malformed", "skipped", "resumed", "bytes", "seconds"],
            summary.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.StartsWith(
            $$"""{"read":1000,"published":1000,"confirmed":1000,"failed":0,"malformed":0,"skipped":0,"resumed":0,"bytes":{{text.Length}},"seconds":""", desk.Output);
    }

    [Fact]
    public async Task Summary_is_a_small_table_otherwise_and_nothing_else_is_shown()
    {
        using var desk = new Desk();

        await desk.RunAsync("replay", desk.File("conn.log", Samples.ConnTsv(1234)));

        string[] heads = ["read", "published", "confirmed", "failed", "malformed", "skipped", "resumed", "bytes", "seconds"];
        string[] lines = desk.Output.Split('\n');
        Assert.Contains(lines, line => line.Split((char[])[' ', '│'], StringSplitOptions.RemoveEmptyEntries).SequenceEqual(heads));
        Assert.Contains(lines, line => line.TrimStart(' ', '│').StartsWith("1,234", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', desk.Output);
        Assert.Equal("", desk.Error);
    }

    [Fact]
    public async Task Folders_logs_are_sent_sorted_and_nothing_else_of_it()
    {
        using var desk = new Desk();
        desk.File("logs/b.log", """{"n":2}""");
        desk.File("logs/a.log.gz", Samples.Gzip("""{"n":1}"""));
        desk.File("logs/c.txt", """{"n":3}""");

        int status = await desk.RunAsync("replay", Path.GetDirectoryName(desk.File("logs/d.log", ""))!);

        Assert.Equal(0, status);
        Assert.Equal(["""{"a": {"n":1}}""", """{"b": {"n":2}}"""], desk.Bodies.Order());
        Assert.Equal(["a", "b"], desk.Broker.Paths.Order());
    }

    [Fact]
    public async Task Standard_input_may_hold_logs_of_several_kinds()
    {
        string text = Samples.ConnTsv(1) + """{"_path":"dns","n":1}""" + "\n" + Samples.Head("http", "n", "count") + "2\n";
        using var desk = new Desk { Input = new PipeStream(Samples.Gzip(text)) };

        int status = await desk.RunAsync("replay", "-");

        Assert.Equal(0, status);
        Assert.Equal(
            [Samples.ConnBodies(1)[0], """{"dns": {"_path":"dns","n":1}}""", """{"http": {"n":2}}"""], desk.Bodies.Order());
    }

    [Fact]
    public async Task Standard_input_without_a_name_in_it_needs_the_flag_path()
    {
        using var nameless = new Desk { Input = new PipeStream("{\"n\":1}\n"u8.ToArray()) };
        Assert.Equal(1, await nameless.RunAsync("replay", "-"));
        Assert.Contains("standard input:1: the record has no field _path; name the log with --path", nameless.Error);

        using var named = new Desk { Input = new PipeStream("{\"n\":1}\n"u8.ToArray()) };
        Assert.Equal(0, await named.RunAsync("replay", "-", "--path", "conn"));
        Assert.Equal(["""{"conn": {"n":1}}"""], named.Bodies);
    }

    [Fact]
    public async Task Malformed_line_is_counted_and_the_rest_goes_on()
    {
        using var desk = new Desk();
        string tsv = desk.File("conn.log", Samples.Head("conn", "a\tb", "count\taddr") + "1\t192.0.2.1\n2\n3\tnowhere\n4\t192.0.2.4\n");
        string json = desk.File("dns.log", "{\"n\":1}\n{\"n\":\n{\"n\":3}\n");

        int status = await desk.RunAsync("replay", "--json", tsv, json);

        Assert.Equal(1, status);
        Assert.StartsWith("""{"read":4,"published":4,"confirmed":4,"failed":0,"malformed":3,""", desk.Output);
        // The two are read side by side.
        string[] errors = [.. desk.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
        Assert.Equal($"zeek-amqp: {tsv}:10: the line has 1 fields, its header 2", errors[0]);
        Assert.Equal($"zeek-amqp: {tsv}:11: column 'b' of type addr has the value 'nowhere'", errors[1]);
        Assert.StartsWith($"zeek-amqp: {json}:2: not a JSON object: ", errors[2]);
    }

    [Fact]
    public async Task Twenty_malformed_lines_of_a_file_are_shown_and_the_others_counted()
    {
        using var desk = new Desk();
        string file = desk.File("conn.log", string.Concat(Enumerable.Repeat("junk\n{\"n\":1}\n", 50)));

        int status = await desk.RunAsync("replay", "--json", file);

        Assert.Equal(1, status);
        string[] errors = desk.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(21, errors.Length);
        Assert.Equal($"zeek-amqp: {file}: 30 more malformed lines", errors[^1]);
        Assert.StartsWith("""{"read":50,"published":50,"confirmed":50,"failed":0,"malformed":50,""", desk.Output);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "the same with the line behind it")]
    [InlineData(50, "the same with 49 lines behind it")]
    public async Task Of_lines_with_the_same_fault_one_behind_the_other_the_first_is_shown(int lines, string? others)
    {
        using var desk = new Desk();
        string file = desk.File("conn.log", "{\"n\":1}\n" + string.Concat(Enumerable.Range(0, lines).Select(n => $"junk {n}\n")) + "{\"n\":1}\n");

        int status = await desk.RunAsync("replay", "--json", file);

        Assert.Equal(1, status);
        string[] expected = [$"zeek-amqp: {file}:2: it is no record: neither JSON, nor below #fields and #types: 'junk 0'"];
        Assert.Equal(others is null ? expected : [.. expected, $"zeek-amqp: {file}: {others}"], desk.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("{\"read\":2,\"published\":2,\"confirmed\":2,\"failed\":0,\"malformed\":" + lines + ",", desk.Output);
    }

    [Fact]
    public async Task File_that_breaks_off_is_an_error_and_its_records_arrive()
    {
        using var desk = new Desk();
        byte[] whole = Samples.Gzip(Samples.ConnTsv(20_000));
        string broken = desk.File("conn.log.gz", whole[..(whole.Length / 2)]);

        int status = await desk.RunAsync("replay", "--json", broken, desk.File("dns.log", "{\"n\":1}"));

        Assert.Equal(1, status);
        Assert.Matches(@"conn\.log\.gz:[0-9]+: cannot be read from here on: ", desk.Error);
        using JsonDocument summary = JsonDocument.Parse(desk.Output);
        Assert.True(summary.RootElement.GetProperty("read").GetInt64() > 1000);
        Assert.Equal(1, summary.RootElement.GetProperty("malformed").GetInt64());
        Assert.Contains("""{"dns": {"n":1}}""", desk.Bodies);
    }

    [Fact]
    public async Task More_logs_than_a_connection_carries_are_refused_by_line()
    {
        using var desk = new Desk();
        string lines = string.Concat(Enumerable.Range(0, LogOutputs.MaxLogs + 1).Select(i => $$"""{"_path":"log{{i}}"}""" + "\n"));

        int status = await desk.RunAsync("replay", "--json", desk.File("x.log", lines));

        Assert.Equal(1, status);
        Assert.StartsWith("""{"read":1000,"published":1000,"confirmed":1000,"failed":0,"malformed":1,""", desk.Output);
        Assert.Contains("x.log:1001: it is of one log more", desk.Error);
    }

    /// <summary>Standard input: it cannot be read twice, and nobody knows how much there is.</summary>
    private sealed class PipeStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }

    [Fact]
    public async Task Records_say_where_they_go_and_the_node_is_a_dash()
    {
        using var desk = new Desk();
        string log = desk.File("conn.log", """{"n":1,"to":"a"}""" + "\n" + """{"n":2,"to":["b"]}""" + "\n" + """{"n":3}""" + "\n");

        Assert.Equal(0, await desk.RunAsync("replay", "--routing-key", "{path}.{node}.{field:to}", "--queue-name", "", log));
        Assert.Equal(["conn.-.a", "conn.-.-", "conn.-.-"], desk.Broker.RoutingKeys);
    }

    [Fact]
    public async Task A_variable_that_is_missing_is_wrong_usage_before_anything_is_read()
    {
        using var desk = new Desk();

        Assert.Equal(2, await desk.RunAsync("replay", "--routing-key", "{env:NOWHERE}", desk.File("conn.log", Samples.ConnTsv(1))));
        Assert.Contains("has no variable 'NOWHERE'", desk.Error);
        Assert.Empty(desk.Bodies);
    }

    [Fact]
    public async Task A_log_whose_path_makes_a_name_too_long_is_said_and_the_others_are_sent()
    {
        using var desk = new Desk();
        string log = desk.File("mixed.log", $$"""{"_path":"{{new string('p', 255)}}","n":1}""" + "\n" + """{"_path":"dns","n":2}""" + "\n");

        Assert.Equal(1, await desk.RunAsync("replay", "--routing-key", "zeek.{path}", log));
        Assert.Equal(["""{"dns": {"_path":"dns","n":2}}"""], desk.Bodies);
        Assert.Contains("makes a name of 260 bytes", desk.Error);
    }
}
