using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Several connections, several queues for one log, and queues of other kinds than the classic one.</summary>
public sealed class ScaleOutTests(ScaleOutNode scene) : IClassFixture<ScaleOutNode>, IAsyncLifetime
{
    private IConnection? _connection;
    private IChannel? _channel;

    private IChannel Channel => _channel!;

    public async Task InitializeAsync()
    {
        _connection = await new ConnectionFactory { Uri = scene.Node.Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync();
    }

    public async Task DisposeAsync()
    {
        await _channel!.DisposeAsync();
        await _connection!.DisposeAsync();
    }

    [Fact]
    public async Task Transient_messages_arrive_as_such()
    {
        await using var test = new TestWriter(scene.Options(new RawOption("delivery_mode", "transient")));
        test.Submit(1, 100);
        test.Writer.Finish();
        List<BasicGetResult> taken = await TestWriter.TakeAllAsync(scene.Node.Uri, test.Queue);
        Assert.Equal(100, taken.Count);
        Assert.All(taken, message => Assert.Equal(DeliveryModes.Transient, message.BasicProperties.DeliveryMode));
    }

    [Fact]
    public async Task Four_logs_share_two_connections_and_each_keeps_its_order()
    {
        await using var logs = new LogGroup(4, scene.Options(new RawOption("connections", "2")));
        await logs.DeliverAsync(1, 2000);

        string channels = await scene.Node.CtlAsync("-q", "list_channels", "--no-table-headers", "confirm", "connection");
        string[] connections = [.. channels.Split('\n').Where(line => line.StartsWith("true", StringComparison.Ordinal))];
        Assert.Equal([2, 2], connections.GroupBy(line => line).Select(group => group.Count()));
        foreach (string queue in logs.Queues)
        {
            List<BasicGetResult> taken = await TestWriter.TakeAllAsync(scene.Node.Uri, queue);
            Assert.Equal(Enumerable.Range(1, 2000).Select(TestWriter.Body), taken.Select(Text));
        }

        Assert.Single(logs.Told, told => told.Text.StartsWith("connected to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_broker_goes_eight_connections_say_so_once_and_all_come_back()
    {
        await using var logs = new LogGroup(8, scene.Options(new RawOption("connections", "8")));
        await logs.DeliverAsync(1, 10);
        await scene.Node.KillAsync();
        await TestWriter.UntilAsync(() => logs.Told.Any(told => told.Text.StartsWith("cannot connect", StringComparison.Ordinal)), "a failed attempt");
        await scene.Node.StartAgainAsync();
        await logs.DeliverAsync(11, 10);

        string told = string.Join('\n', logs.Told);
        Assert.True(logs.Told.Count(line => line.Text.StartsWith("lost the connection", StringComparison.Ordinal)) == 1, told);
        Assert.True(logs.Told.Count(line => line.Text.Contains("Connection refused", StringComparison.Ordinal)) <= 2, told);
        Assert.True(logs.Told.Count(line => line.Text.StartsWith("connected again", StringComparison.Ordinal)) == 1, told);
        Assert.Contains("(the first of 8 connections to say so); records are kept until there is a new one", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partitions_share_a_log_evenly_over_queues_of_a_topic_exchange_and_keep_order_within_each()
    {
        string name = $"topic-{Guid.NewGuid():N}";
        await using TestWriter test = await SendAsync(name, 3000, "amq.topic", partitions: 3, bind: async () =>
        {
            for (int i = 0; i < 3; i++)
                await BindAsync($"{name}-{i}", "amq.topic", $"{name}.{i}");
        });
        for (int partition = 0; partition < 3; partition++)
        {
            List<BasicGetResult> taken = await TestWriter.TakeAllAsync(scene.Node.Uri, $"{name}-{partition}");
            // A message's number is its sequence number here.
            Assert.Equal(Enumerable.Range(1, 3000).Where(number => number % 3 == partition).Select(TestWriter.Body), taken.Select(Text));
        }
    }

    [Fact]
    public async Task Partitions_are_shared_by_the_queues_of_a_consistent_hash_exchange()
    {
        string name = $"hash-{Guid.NewGuid():N}";
        await using TestWriter test = await SendAsync(name, 2000, name, partitions: 64, bind: async () =>
        {
            await Channel.ExchangeDeclareAsync(name, "x-consistent-hash", durable: true);
            // Of equal weight.
            await BindAsync($"{name}-a", name, "1");
            await BindAsync($"{name}-b", name, "1");
        });
        List<BasicGetResult>[] taken = [await TestWriter.TakeAllAsync(scene.Node.Uri, $"{name}-a"), await TestWriter.TakeAllAsync(scene.Node.Uri, $"{name}-b")];
        Assert.All(taken, some => Assert.NotEmpty(some));
        Assert.Equal(2000, taken.SelectMany(some => some.Select(Text)).Distinct().Count());
        // A partition's messages are in one queue.
        Assert.Empty(taken[0].Select(message => message.RoutingKey).Intersect(taken[1].Select(message => message.RoutingKey)));
        Assert.Equal(64, taken.SelectMany(some => some.Select(message => message.RoutingKey)).Distinct().Count());
    }

    [Fact]
    public async Task What_waited_on_disk_goes_to_its_partition_with_the_delivery_mode_of_its_writer()
    {
        string name = $"later-{Guid.NewGuid():N}";
        string folder = Directory.CreateTempSubdirectory("zeekamqp-spool-").FullName;
        RawOption[] common = [new("spool_dir", folder), new("max_wait_on_shutdown", "0"), new("connections", "2")];
        await using (var before = new TestWriter(scene.Options([
            .. common, new("exchange", name), new("queue_name", ""), new("routing_key", name + ".{partition}"), new("partitions", "3"), new("delivery_mode", "transient")])))
        {
            // There is no such exchange yet.
            before.Submit(1, 300);
            before.Writer.Finish();
            Assert.Equal(300, before.Writer.Counters.InSpool);
        }

        await Channel.ExchangeDeclareAsync(name, "direct", durable: true);
        for (int i = 0; i < 3; i++)
            await BindAsync($"{name}-{i}", name, $"{name}.{i}");
        await using (var after = new TestWriter(scene.Options(common)))
            await after.UntilToldAsync("has got the 300 records that an earlier process left");
        for (int partition = 0; partition < 3; partition++)
        {
            List<BasicGetResult> taken = await TestWriter.TakeAllAsync(scene.Node.Uri, $"{name}-{partition}");
            Assert.Equal(Enumerable.Range(1, 300).Where(number => number % 3 == partition).Select(TestWriter.Body), taken.Select(Text));
            Assert.All(taken, message => Assert.Equal(DeliveryModes.Transient, message.BasicProperties.DeliveryMode));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_quorum_queue_that_an_administrator_has_made_takes_all_and_in_order()
    {
        string queue = await DeclareAsync("quorum");
        await using var test = new TestWriter(scene.Options(new("queue_name", queue), new("routing_key", queue)));
        test.Submit(1, 2000);
        test.Writer.Finish();
        Assert.Equal((2000, 0), (test.Writer.Counters.Confirmed, test.Writer.Counters.Lost));
        Assert.Equal(Enumerable.Range(1, 2000).Select(TestWriter.Body), (await TestWriter.TakeAllAsync(scene.Node.Uri, queue)).Select(Text));
    }

    [Fact]
    public async Task A_stream_that_an_administrator_has_made_takes_all_and_in_order()
    {
        string stream = await DeclareAsync("stream");
        await using var test = new TestWriter(scene.Options(new("queue_name", stream), new("routing_key", stream)));
        test.Submit(1, 2000);
        test.Writer.Finish();
        Assert.Equal((2000, 0), (test.Writer.Counters.Confirmed, test.Writer.Counters.Lost));

        var bodies = new List<string>();
        await Channel.BasicQosAsync(0, 100, global: false);
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            lock (bodies)
                bodies.Add(Encoding.UTF8.GetString(message.Body.Span));
            await Channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await Channel.BasicConsumeAsync(
            stream, autoAck: false, "", noLocal: false, exclusive: false, new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer);
        await TestWriter.UntilAsync(() => Count() >= 2000, "all of the stream");
        Assert.Equal(Enumerable.Range(1, 2000).Select(TestWriter.Body), bodies);

        int Count()
        {
            lock (bodies)
                return bodies.Count;
        }
    }

    private static string Text(BasicGetResult message) => Encoding.UTF8.GetString(message.Body.Span);

    private async Task<TestWriter> SendAsync(string name, int count, string exchange, int partitions, Func<Task> bind)
    {
        await bind();
        var test = new TestWriter(scene.Options(
            new("exchange", exchange), new("queue_name", ""), new("routing_key", name + ".{partition}"), new("partitions", $"{partitions}")));
        test.Submit(1, count);
        test.Writer.Finish();
        Assert.Equal((count, 0), (test.Writer.Counters.Confirmed, test.Writer.Counters.Lost));
        return test;
    }

    private async Task BindAsync(string queue, string exchange, string key)
    {
        await Channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await Channel.QueueBindAsync(queue, exchange, key);
    }

    private async Task<string> DeclareAsync(string type)
    {
        string queue = $"{type}-{Guid.NewGuid():N}";
        await Channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = type });
        return queue;
    }
}
