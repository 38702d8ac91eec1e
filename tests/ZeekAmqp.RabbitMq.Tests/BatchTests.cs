using System.Text;
using RabbitMQ.Client;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

[Collection(BrokerCollection.Name)]
public sealed class BatchTests(BrokerFixture broker)
{
    [Theory]
    [InlineData("none", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("zstd", "zstd")]
    public async Task Batches_arrive_once_in_order_with_their_properties(string compression, string? encoding)
    {
        await using var test = new TestWriter(broker, new RawOption("batch_max_records", "64"), new RawOption("compression", compression));
        test.Submit(1, 1000);
        test.Writer.Finish();
        Assert.Equal((1000, 0), (test.Writer.Counters.Confirmed, test.Writer.Counters.Lost));

        List<BasicGetResult> taken = await TestWriter.TakeAllAsync(broker, test.Queue);
        Assert.InRange(taken.Count, 16, 100);
        var lines = new List<string>();
        foreach (BasicGetResult message in taken)
        {
            IReadOnlyBasicProperties properties = message.BasicProperties;
            Assert.Equal("application/x-ndjson", properties.ContentType);
            Assert.Equal(encoding, properties.ContentEncoding);
            Assert.Equal(DeliveryModes.Persistent, properties.DeliveryMode);
            Assert.True(BodyDecoding.TryDecode(message.Body.ToArray(), properties.ContentEncoding, out byte[] body));
            string[] records = Encoding.UTF8.GetString(body).TrimEnd('\n').Split('\n');
            Assert.Equal(records.Length, properties.Headers?["records"]);
            lines.AddRange(records);
        }

        Assert.Equal(Enumerable.Range(1, 1000).Select(TestWriter.Body), lines);
        Assert.Equal(taken.Count, taken.Select(message => message.BasicProperties.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_schema_in_front_of_batches_is_marked_as_what_it_is()
    {
        await using var test = new TestWriter(
            broker,
            new RawOption("batch_max_records", "2"),
            new RawOption("compression", "gzip"),
            new RawOption("publish_schema", "T"),
            new RawOption("headers", """{"site": "hq"}"""));
        test.Writer.Announce(new LogSchema("test", new LogField("n"u8, LogType.Count)));
        test.Submit(1, 2);
        test.Writer.Finish();
        List<BasicGetResult> taken = await TestWriter.TakeAllAsync(broker, test.Queue);
        Assert.Equal(["application/schema+json", "application/x-ndjson"], taken.Select(message => message.BasicProperties.ContentType));
        IReadOnlyBasicProperties schema = taken[0].BasicProperties;
        Assert.Equal("test", schema.Type);
        Assert.Null(schema.ContentEncoding);
        Assert.Equal(["site"], schema.Headers!.Keys);
        Assert.StartsWith("{\"$schema\":", Encoding.UTF8.GetString(taken[0].Body.Span));
        Assert.Equal(["site", "records"], taken[1].BasicProperties.Headers!.Keys);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void A_body_that_grows_without_end_is_not_decoded(string encoding)
    {
        byte[] zeros = new byte[65 * 1024 * 1024];
        using Core.Pipeline.IBodyCompressor compressor = encoding == "gzip" ? new GzipCompressor() : new ZstdCompressor();
        byte[] bomb = compressor.Compress(zeros);
        Assert.False(BodyDecoding.TryDecode(bomb, encoding, out byte[] decoded));
        Assert.Same(bomb, decoded);
        Assert.True(BodyDecoding.TryDecode(compressor.Compress(zeros.AsSpan(0, 1000)), encoding, out decoded));
        Assert.Equal(1000, decoded.Length);
    }
}
