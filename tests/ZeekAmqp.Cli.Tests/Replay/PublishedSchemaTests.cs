using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>Schemas that a replay publishes.</summary>
public class PublishedSchemaTests
{
    [Fact]
    public async Task Columns_of_a_log_are_said_before_its_records_and_again_when_they_change()
    {
        using var desk = new Desk();
        string head = Samples.Head("x", "n", "count");
        string file = desk.File("x.log", head + "1\n" + head + "2\n" + Samples.Head("x", "s", "string") + "a\n");
        int status = await desk.RunAsync("replay", "--json", "--publish-schema", "T", file);

        Assert.Equal(0, status);
        Assert.Equal(5, desk.Bodies.Length);
        Assert.Contains("\"n\":{\"type\":\"integer\"", desk.Bodies[0]);
        Assert.Equal(["""{"x": {"n":1}}""", """{"x": {"n":2}}"""], desk.Bodies[1..3]);
        Assert.Contains("\"s\":{\"type\":\"string\"", desk.Bodies[3]);
        Assert.StartsWith("""{"read":3,"published":3,"confirmed":3,"failed":0,""", desk.Output);
    }

    [Fact]
    public async Task A_log_that_is_JSON_has_none_and_that_is_said_once()
    {
        using var desk = new Desk();
        int status = await desk.RunAsync("replay", "--publish-schema", "T", desk.File("x.log", "{\"n\":1}\n{\"n\":2}\n"));

        Assert.Equal(0, status);
        Assert.Equal(2, desk.Bodies.Length);
        Assert.Equal("zeek-amqp: warning: log 'x' is JSON, which does not say what its columns are: no schema of it is published\n", desk.Error);
    }

    [Fact]
    public async Task Two_logs_in_turns_have_their_schemas_once_each()
    {
        using var desk = new Desk { Input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Samples.Head("a", "n", "count") + "1\n" + Samples.Head("b", "n", "count") + "1\n", 3)))) };
        Assert.Equal(0, await desk.RunAsync("replay", "--publish-schema", "T", "-"));
        Assert.Equal(8, desk.Bodies.Length);
        Assert.Equal(2, desk.Bodies.Count(body => body.Contains("$schema", StringComparison.Ordinal)));
    }
}
