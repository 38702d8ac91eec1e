using System.Text.Json;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Stats;

public class StatsCommandTests
{
    private const string Nobody = "http://127.0.0.1:1";

    [Fact]
    public async Task Both_sources_are_shown_as_a_table_where_there_is_no_terminal()
    {
        using WebServer zeek = Zeek();
        using WebServer broker = Broker();
        using var desk = new Desk();

        int status = await desk.RunAsync("stats", "--zeek-metrics", zeek.Url, "--management", broker.Url, "--interval", "0.1", "--count", "2");

        Assert.Equal((0, ""), (status, desk.Error));
        Assert.Equal(2, desk.Output.Split("\n\n20").Length);
        Assert.Contains("connected to mq1:5672, vhost '/' (2 of 2)", desk.Output);
        Assert.Matches("(?m)^conn +0 ", desk.Output);
        Assert.Matches("(?m)^events +7 ", desk.Output);
        Assert.Contains("no alarms", desk.Output);
        Assert.DoesNotContain('\u001b', desk.Output);
    }

    [Fact]
    public async Task Tables_are_shown_on_a_terminal_that_obeys_no_commands()
    {
        using WebServer zeek = Zeek();
        using WebServer broker = Broker();
        using var desk = new Desk { IsTerminal = true };
        desk.Variables["TERM"] = "dumb";

        await desk.RunAsync("stats", "--zeek-metrics", zeek.Url, "--management", broker.Url, "--interval", "0.1", "--count", "2");

        Assert.Equal(2, desk.Output.Split("\n\n20").Length);
        Assert.DoesNotContain('\u001b', desk.Output);
    }

    [Fact]
    public async Task Each_view_is_one_line_of_JSON_if_asked_for()
    {
        using WebServer zeek = Zeek();
        using WebServer broker = Broker();
        using var desk = new Desk();

        int status = await desk.RunAsync("stats", "--json", "--zeek-metrics", zeek.Url, "--management", broker.Url, "--interval", "0.1", "--count", "2");

        Assert.Equal((0, ""), (status, desk.Error));
        string[] lines = desk.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        JsonElement view = JsonElement.Parse(lines[1]);
        Assert.Equal(["conn", "dns"], view.GetProperty("logs").EnumerateArray().Select(log => log.GetProperty("log").GetString()));
        Assert.Equal(0, view.GetProperty("logs")[0].GetProperty("accepted_per_s").GetDouble());
        Assert.Equal(3, view.GetProperty("logs")[0].GetProperty("dropped").GetProperty("full").GetInt64());
        Assert.Equal(7, view.GetProperty("broker").GetProperty("queues")[0].GetProperty("messages").GetInt64());
        Assert.Equal(JsonValueKind.Null, view.GetProperty("broker").GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task Restart_of_Zeek_between_two_readings_shows_no_negative_rate()
    {
        using WebServer zeek = Zeek();
        using var desk = new Desk();
        Task<int> running = desk.RunAsync("stats", "--json", "--zeek-metrics", zeek.Url, "--management", Nobody, "--interval", "0.3", "--count", "1");
        while (zeek.Requests.IsEmpty)
            await Task.Delay(10);
        zeek.Answers["/metrics"] = (200, "zeek_amqp_records_accepted_total{log=\"conn\",filter=\"amqp\"} 9\n");

        Assert.Equal(0, await running);

        double rate = JsonElement.Parse(desk.Output).GetProperty("logs")[0].GetProperty("accepted_per_s").GetDouble();
        Assert.InRange(rate, 0.001, 9 / 0.1);
    }

    [Fact]
    public async Task One_source_alone_will_do_and_the_other_is_a_line()
    {
        using WebServer broker = Broker();
        using WebServer zeek = Zeek();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("stats", "--zeek-metrics", Nobody, "--management", broker.Url, "--interval", "0.1", "--count", "1"));
        Assert.Equal(0, await desk.RunAsync("stats", "--zeek-metrics", zeek.Url, "--management", Nobody, "--interval", "0.1", "--count", "1"));

        Assert.Contains("cannot read Zeek at http://127.0.0.1:1: Connection refused", desk.Output);
        Assert.Contains("cannot reach the management API at http://127.0.0.1:1: Connection refused", desk.Output);
        Assert.Equal("", desk.Error);
    }

    [Fact]
    public async Task Nothing_that_can_be_read_is_status_1_and_a_message_for_each_source()
    {
        using var desk = new Desk();

        int status = await desk.RunAsync("stats", "--json", "--zeek-metrics", Nobody, "--zeek-metrics", Nobody, "--management", Nobody, "--interval", "0.1", "--count", "1");

        Assert.Equal(1, status);
        string[] messages = desk.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, messages.Length);
        Assert.All(messages, message => Assert.StartsWith("zeek-amqp: error: cannot re", message));
        Assert.Single(desk.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(404, "", "it said HTTP status 404")]
    [InlineData(200, "<html>", "it has no zeek_amqp metrics")]
    [InlineData(200, "\0\u0001zeek_amqp_", "it has no zeek_amqp metrics")]
    public async Task Endpoint_that_is_not_Zeek_s_is_told(int status, string body, string text)
    {
        using var server = new WebServer();
        server.Answers["/metrics"] = (status, body);
        using var desk = new Desk();

        Assert.Equal(1, await desk.RunAsync("stats", "--zeek-metrics", server.Url, "--management", Nobody, "--interval", "0.1", "--count", "1"));

        Assert.Contains($"cannot read Zeek at {server.Url}: {text}", desk.Error);
    }

    [Fact]
    public async Task Queues_that_are_asked_for_are_shown_and_a_missing_one_is_told()
    {
        using WebServer broker = Broker();
        broker.Answers["/api/queues/zeek/a%2Fb"] = (200, """{"name":"a/b","vhost":"zeek","messages":3}""");
        broker.Answers["/api/queues/zeek/nix"] = (404, """{"error":"Object Not Found","reason":"Not Found"}""");
        using var desk = new Desk();

        int status = await desk.RunAsync(
            "stats", "--zeek-metrics", Nobody, "--management", broker.Url, "--vhost", "zeek", "--queue", "a/b", "--queue", "nix", "--interval", "0.1", "--count", "1");

        Assert.Equal(0, status);
        Assert.Matches("(?m)^a/b +3 ", desk.Output);
        Assert.Contains("there is no queue 'nix' in vhost 'zeek'", desk.Output);
    }

    [Fact]
    public async Task User_without_the_tag_for_nodes_sees_the_rest()
    {
        using WebServer broker = Broker();
        broker.Answers["/api/nodes"] = (401, """{"error":"not_authorised","reason":"Not monitor user"}""");
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("stats", "--zeek-metrics", Nobody, "--management", broker.Url, "--interval", "0.1", "--count", "1"));

        Assert.Contains("alarms are not known: ", desk.Output);
        Assert.DoesNotContain("no alarms", desk.Output);
        Assert.Matches("(?m)^events +7 ", desk.Output);
    }

    [Fact]
    public async Task Silent_source_does_not_hold_up_a_live_view()
    {
        using WebServer broker = Broker();
        using var zeek = new WebServer { IsSilent = true };
        using var desk = new Desk { IsTerminal = true };

        Assert.Equal(0, await desk.RunAsync("stats", "--zeek-metrics", zeek.Url, "--management", broker.Url, "--interval", "0.1", "--count", "2"));

        Assert.Contains("no answer for ", desk.Output);
        Assert.Matches("events +7 ", desk.Output);
        Assert.EndsWith("\u001b[?25h", desk.Output);
        Assert.Single(zeek.Requests);
    }

    [Theory]
    [InlineData("--count", "0")]
    [InlineData("--interval", "0")]
    [InlineData("--interval", "-1")]
    [InlineData("--interval", "NaN")]
    [InlineData("--interval", "soon")]
    [InlineData("--zeek-metrics", "localhost:9991")]
    [InlineData("--zeek-metrics", "http://user:secret@localhost:9991")]
    [InlineData("--management", "localhost:15672")]
    [InlineData("--password-file", "/no/such/file")]
    public async Task Wrong_usage_is_status_2(params string[] arguments)
    {
        using var desk = new Desk();

        Assert.Equal(2, await desk.RunAsync(["stats", .. arguments]));
        Assert.NotEqual("", desk.Error);
        Assert.DoesNotContain("secret", desk.Error);
    }

    private static WebServer Zeek()
    {
        var server = new WebServer();
        server.Answers["/metrics"] = (200, ZeekReadingTests.Metrics);
        return server;
    }

    private static WebServer Broker()
    {
        var server = new WebServer();
        server.Answers["/api/overview"] = (200, """{"rabbitmq_version":"3.10.8","message_stats":{"publish_details":{"rate":5}}}""");
        server.Answers["/api/nodes"] = (200, """[{"name":"rabbit@mq1","running":true,"mem_alarm":false,"disk_free_alarm":false}]""");
        const string Columns = "name,vhost,type,state,durable,auto_delete,exclusive,arguments,policy,effective_policy_definition,"
            + "messages,messages_ready,messages_unacknowledged,message_bytes,consumers,message_stats";
        server.Answers[$"/api/queues/%2F?columns={Columns}"] = (200, """[{"name":"events","vhost":"/","messages":7,"messages_ready":7,"consumers":0}]""");
        server.Answers[$"/api/queues/zeek?columns={Columns}"] = (200, "[]");
        return server;
    }
}
