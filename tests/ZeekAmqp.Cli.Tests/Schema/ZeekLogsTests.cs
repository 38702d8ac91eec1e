using System.Text;
using System.Text.Json;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Schema;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Schema;

/// <summary>What is made of what Zeek says of its logs.</summary>
public class ZeekLogsTests
{
    private const string Options = """{"plugin_options":{"routing_key":"zeek.{path}","include_unset_fields":"T","max_wait_on_shutdown":"2.000000"}}""";

    private readonly StringWriter _told = new();

    [Theory]
    [InlineData("count", LogType.Count, LogType.None)]
    [InlineData("enum Notice::Type", LogType.Enum, LogType.None)]
    [InlineData("set[enum Notice::Action]", LogType.Set, LogType.Enum)]
    [InlineData("vector of interval", LogType.Vector, LogType.Interval)]
    [InlineData("function(x:count) : string", LogType.Func, LogType.None)]
    [InlineData("file of string", LogType.File, LogType.None)]
    public void Types_of_scripts_are_those_of_logs(string text, LogType type, LogType elements)
    {
        Assert.True(ZeekType.TryParse(text, out LogType found, out LogType foundElements));
        Assert.Equal((type, elements), (found, foundElements));
    }

    [Theory]
    [InlineData("table[string] of count")]
    [InlineData("opaque of md5")]
    [InlineData("set[table[string] of count]")]
    [InlineData("record { a:count; }")]
    [InlineData("")]
    public void Others_are_none(string text) => Assert.False(ZeekType.TryParse(text, out _, out _));

    [Fact]
    public void Logs_that_go_to_the_broker_are_described_as_their_filters_have_them()
    {
        DescribedLog log = Assert.Single(Describe(
            Options,
            Line("default", "Log::WRITER_ASCII"),
            Line("amqp", "Log::WRITER_AMQP", """,{"tag_json":"F","queue_name":"q"}""")));
        Assert.Equal(("conn", "zeek.{path}", "q"), (log.Path, log.Options.Target.RoutingKey, log.Options.Target.QueueName));
        using JsonDocument schema = JsonDocument.Parse(log.Schema);
        Assert.Equal(["_system", "ts", "src"], schema.RootElement.GetProperty("properties").EnumerateObject().Select(member => member.Name));
        Assert.Equal("""["_system","ts","src"]""", schema.RootElement.GetProperty("required").GetRawText());
        Assert.Equal("", _told.ToString());
    }

    [Fact]
    public void Where_none_goes_there_all_are_described_and_that_is_said()
    {
        Assert.Equal("conn", Assert.Single(Describe("""{"plugin_options":{}}""", Line("default", "Log::WRITER_ASCII"), Line("other", "Log::WRITER_ASCII"))).Name);
        Assert.Equal("zeek-amqp: note: this Zeek has no plugin Trapmine::AMQPWriter; all its logs are described as they would be sent\n", _told.ToString());
        Describe(Options, Line("default", "Log::WRITER_ASCII"));
        Assert.EndsWith("zeek-amqp: note: in this Zeek no log has a filter with Log::WRITER_AMQP; all its logs are described as they would be sent\n", _told.ToString());
    }

    [Fact]
    public void Two_filters_of_one_log_have_names_of_their_own() => Assert.Equal(
        ["conn", "conn-b"],
        Describe(Options, Line("b", "Log::WRITER_AMQP"), Line("a", "Log::WRITER_AMQP")).Select(log => log.Name));

    [Fact]
    public void Flags_win_over_options_of_all_logs_and_not_over_those_of_a_filter()
    {
        var logs = new ZeekLogs([Options, Line("a", "Log::WRITER_AMQP", """,{"queue_name":"q"}""")], new MessageArea(_told, isTerminal: false));
        DescribedLog log = Assert.Single(logs.Describe([new("routing_key", "flag"), new("queue_name", "flag")]));
        Assert.Equal(("flag", "q"), (log.Options.Target.RoutingKey, log.Options.Target.QueueName));
    }

    [Fact]
    public void A_type_that_is_not_known_is_an_error_and_leaves_the_column_out()
    {
        var logs = new ZeekLogs(
            [Line("a", "Log::WRITER_AMQP").Replace("\"time\"", "\"opaque of x\"", StringComparison.Ordinal)], new MessageArea(_told, isTerminal: false));
        Assert.DoesNotContain("\"ts\"", Encoding.UTF8.GetString(Assert.Single(logs.Describe([])).Schema));
        Assert.False(logs.IsWhole);
        Assert.Equal("zeek-amqp: error: columns of Conn::LOG have types that are not known here and are left out: ts (opaque of x)\n", _told.ToString());
    }

    [Fact]
    public void A_filter_that_would_be_refused_is_named()
    {
        UsageException refused = Assert.Throws<UsageException>(() => Describe(Line("a", "Log::WRITER_AMQP", """,{"tag_json":"maybe"}""")));
        Assert.StartsWith("filter 'a' of Conn::LOG would not send anything: option 'tag_json' in the filter's $config has the value 'maybe'", refused.Message);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"plugin_options":{"tag_json":1}}""")]
    public void Whatever_else_Zeek_says_is_not_understood(string line) =>
        Assert.Contains("is not understood", Assert.Throws<UsageException>(() => Describe(line)).Message);

    [Fact]
    public void No_secret_is_asked_for()
    {
        string script = ZeekScript.Write("/tmp/x");
        foreach (OptionDefinition option in OptionTable.All)
            Assert.Equal(!option.IsOfScripts && !option.Name.StartsWith("password", StringComparison.Ordinal) && !option.Name.StartsWith("username", StringComparison.Ordinal), script.Contains($"\"{option.Name}\"", StringComparison.Ordinal));
    }

    // Added: _system. Of the log: ts, id.orig_h, which is called src, and two that do not come through.
    private static string Line(string filter, string writer, string config = ",{}") => $$"""
        {"stream":"Conn::LOG","filter":"{{filter}}","writer":"{{writer}}","has_path_func":false,"path":"conn",
        "added":[{"name":"_system","type_name":"string"}],
        "columns":[{"name":"ts","type_name":"time"},{"name":"id.orig_h","type_name":"addr"},{"name":"uid","type_name":"string"},{"name":"note","type_name":"enum X"}],
        "include":["ts","id.orig_h","note"],"exclude":["note"],"names":{"id.orig_h":"src"},"config":{{config[1..]}}}
        """.ReplaceLineEndings("");

    private List<DescribedLog> Describe(params string[] lines) => new ZeekLogs(lines, new MessageArea(_told, isTerminal: false)).Describe([]);
}
