using RabbitMQ.Client;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>What an attacker can make large.</summary>
[Collection(BrokerCollection.Name)]
public sealed class LargeRecordTests(BrokerFixture broker) : IDisposable
{
    private const int MegaByte = 1024 * 1024;

    private readonly string _spool = Directory.CreateTempSubdirectory("zeekamqp-large-").FullName;

    public void Dispose() => Directory.Delete(_spool, recursive: true);

    [Fact]
    public async Task A_record_of_50_MB_waits_on_disk_for_the_broker_and_the_next_process_sends_it_whole_and_in_order()
    {
        using var way = new Tarpit(broker.Host, broker.Port) { IsStuck = true };
        RawOption[] options =
            [new("hostname", $"127.0.0.1:{way.Port}"), new("spool_dir", _spool), new("max_wait_on_shutdown", "0.5"), new("max_queue_bytes", $"{8 * MegaByte}")];
        string queue;
        byte[] large = LargeBody(50 * MegaByte);
        await using (var first = new TestWriter(options))
        {
            queue = first.Queue;
            first.Submit(1, 3);
            Assert.Equal(Core.Pipeline.SubmitOutcome.Accepted, first.Writer.Submit(large));
            first.Submit(4, 3);
            first.Writer.Finish();
            Assert.Equal((7, 0), (first.Writer.Counters.InSpool, first.Writer.Counters.Lost));
        }

        way.IsStuck = false;
        await using var second = new TestWriter(options);
        await second.UntilToldAsync("has got the 7 records that an earlier process left");
        List<BasicGetResult> taken = await TestWriter.TakeAllAsync(broker, queue);
        Assert.Equal([.. Lengths(1, 3), large.Length, .. Lengths(4, 3)], taken.Select(message => message.Body.Length));
        Assert.True(taken[3].Body.Span.SequenceEqual(large));
    }

    [Fact]
    public async Task A_message_above_the_brokers_limit_is_counted_and_reported_and_the_others_arrive()
    {
        // RabbitMQ's own default is 128 MiB.
        await using var test = new TestWriter(broker, new RawOption("max_queue_bytes", $"{256L * MegaByte}"));
        test.Submit(1, 3);
        Assert.Equal(Core.Pipeline.SubmitOutcome.Accepted, test.Writer.Submit(LargeBody(130 * MegaByte)));
        test.Submit(4, 3);
        await TestWriter.UntilAsync(() => test.Writer.Counters.Outstanding == 0, "all settled");
        Assert.Equal((6, 1, 1), (test.Writer.Counters.Confirmed, test.Writer.Counters.TooLarge, test.Writer.Counters.Lost));
        Assert.Contains("raise max_message_size", await test.UntilToldAsync("1 record of log 'test' lost"), StringComparison.Ordinal);
        Assert.Equal(6, (await TestWriter.TakeAllAsync(broker, test.Queue)).DistinctBy(message => message.BasicProperties.MessageId).Count());
    }

    private static IEnumerable<int> Lengths(int first, int count) => Enumerable.Range(first, count).Select(number => TestWriter.Body(number).Length);

    private static byte[] LargeBody(int bytes)
    {
        byte[] body = new byte[bytes];
        body.AsSpan().Fill((byte)'x');
        "{\"test\": {\"s\":\""u8.CopyTo(body);
        "\"}}"u8.CopyTo(body.AsSpan(bytes - 3));
        return body;
    }
}
