using System.Text.Json;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Schema;

/// <summary>AsyncAPI documents.</summary>
public class AsyncApiTests
{
    [Fact]
    public async Task Logs_that_go_to_one_queue_are_messages_of_one_channel()
    {
        using JsonDocument document = await DocumentAsync();
        JsonElement root = document.RootElement;
        Assert.Equal("3.0.0", root.GetProperty("asyncapi").GetString());
        Assert.Equal(
            """{"host":"localhost:5672","pathname":"/%2F","protocol":"amqp","protocolVersion":"0.9.1","security":[{"type":"userPassword"}]}""",
            root.GetProperty("servers").GetProperty("broker").GetRawText());
        JsonProperty channel = Assert.Single(root.GetProperty("channels").EnumerateObject());
        Assert.Equal("test_queue", channel.Name);
        Assert.Equal(["conn", "dns"], channel.Value.GetProperty("messages").EnumerateObject().Select(message => message.Name));
        Assert.Equal(
            """{"is":"queue","queue":{"name":"test_queue","durable":true,"autoDelete":false,"vhost":"/"},"bindingVersion":"0.3.0"}""",
            channel.Value.GetProperty("bindings").GetProperty("amqp").GetRawText());
        JsonElement message = root.GetProperty("components").GetProperty("messages").GetProperty("conn");
        Assert.Equal("application/json", message.GetProperty("contentType").GetString());
        Assert.False(message.TryGetProperty("headers", out _));
        Assert.Equal("#/components/schemas/conn", message.GetProperty("payload").GetProperty("$ref").GetString());
        Assert.False(root.GetProperty("components").GetProperty("schemas").GetProperty("conn").TryGetProperty("$schema", out _));
    }

    [Fact]
    public async Task Batches_headers_and_the_message_with_the_schema_are_described()
    {
        using JsonDocument document = await DocumentAsync(
            "--batch-max-records", "10", "--compression", "gzip", "--headers", """{"site": "{env:SITE}", "n": 1}""", "--publish-schema", "T");
        JsonElement messages = document.RootElement.GetProperty("components").GetProperty("messages");
        Assert.Equal(["conn", "conn.schema", "dns", "dns.schema"], messages.EnumerateObject().Select(message => message.Name));
        JsonElement batch = messages.GetProperty("conn");
        Assert.Equal("application/x-ndjson", batch.GetProperty("contentType").GetString());
        Assert.Equal("""["records","site","n"]""", batch.GetProperty("headers").GetProperty("required").GetRawText());
        Assert.Equal("""{"contentEncoding":"gzip","messageType":"conn","bindingVersion":"0.3.0"}""", batch.GetProperty("bindings").GetProperty("amqp").GetRawText());
        JsonElement schema = messages.GetProperty("conn.schema");
        Assert.Equal("application/schema+json", schema.GetProperty("contentType").GetString());
        Assert.Equal("""["site","n"]""", schema.GetProperty("headers").GetProperty("required").GetRawText());
    }

    [Fact]
    public async Task What_each_message_has_another_value_for_is_a_parameter_of_the_address()
    {
        using JsonDocument document = await DocumentAsync(
            "--exchange", "zeek.{node}", "--exchange-type", "topic", "--routing-key", "z.{path}.{field:id.orig_h}.{partition}.{env:HERE}.{env:SITE}", "--partitions", "3",
            "--hostname", "mq1,mq2:5673", "--tls", "T");
        JsonElement channels = document.RootElement.GetProperty("channels");
        JsonElement channel = channels.EnumerateObject().First().Value;
        Assert.Equal(2, channels.EnumerateObject().Count());
        Assert.Equal("z.conn.{id_orig_h}.{partition}.here.{SITE}", channel.GetProperty("address").GetString());
        Assert.Equal(["SITE", "id_orig_h", "partition"], channel.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name));
        Assert.Equal(
            """{"is":"routingKey","exchange":{"name":"zeek.{node}","type":"topic","durable":true,"autoDelete":false,"vhost":"/"},"bindingVersion":"0.3.0"}""",
            channel.GetProperty("bindings").GetProperty("amqp").GetRawText());
        Assert.Equal(["broker", "broker-2"], document.RootElement.GetProperty("servers").EnumerateObject().Select(server => server.Name));
        Assert.Equal(2, channel.GetProperty("servers").GetArrayLength());
    }

    [Fact]
    public async Task Each_reference_leads_somewhere()
    {
        using JsonDocument document = await DocumentAsync("--routing-key", "z.{path} {node}", "--publish-schema", "T");
        string text = document.RootElement.GetRawText();
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, "\"\\$ref\":\"#/([^\"]*)\""))
        {
            JsonElement at = document.RootElement;
            foreach (string part in match.Groups[1].Value.Split('/'))
                Assert.True(at.TryGetProperty(part, out at), match.Value);
        }
    }

    private static async Task<JsonDocument> DocumentAsync(params string[] flags)
    {
        using var desk = new Desk();
        desk.Variables["HERE"] = "here";
        string folder = Path.GetDirectoryName(desk.File("logs/conn.log", Samples.ConnTsv(1)))!;
        desk.File("logs/dns.log", Samples.Head("dns", "n", "count"));
        Assert.Equal(0, await desk.RunAsync(["schema", "--asyncapi", "--json", .. flags, folder]));
        Assert.EndsWith("}\n", desk.Output);
        return JsonDocument.Parse(desk.Output);
    }
}
