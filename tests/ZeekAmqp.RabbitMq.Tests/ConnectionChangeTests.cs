using System.Text;
using Microsoft.Extensions.Time.Testing;
using RabbitMQ.Client;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Hosts and credentials change while a log is written.</summary>
[Collection(BrokerCollection.Name)]
public sealed class ConnectionChangeTests(BrokerFixture broker)
{
    [Fact]
    public async Task Records_before_a_change_are_at_the_old_broker_those_after_it_at_the_new_one()
    {
        await using PrivateNode node = await PrivateNode.StartAsync();
        await using var test = new TestWriter(broker);
        test.Submit(1, 500);
        await test.DeliverAsync(501);
        test.Change(To(node));
        test.Submit(502, 499);
        await test.DeliverAsync(1001);
        await test.UntilToldAsync($"connected to {node.Host}:{node.Port}");
        Assert.Equal(Enumerable.Range(1, 501), Numbers(await TestWriter.TakeAllAsync(broker, test.Queue)));
        Assert.Equal(Enumerable.Range(502, 500), Numbers(await TestWriter.TakeAllAsync(node.Uri, test.Queue)));
        Assert.DoesNotContain(test.Told, told => told.Level != DiagnosticLevel.Info);
    }

    [Fact]
    public async Task What_the_old_broker_has_not_confirmed_the_new_one_gets()
    {
        await using PrivateNode node = await PrivateNode.StartAsync();
        await using var test = new TestWriter(To(node));
        await test.DeliverAsync(1);
        // It reads no more: what is published now is in buffers on the way.
        await node.CtlAsync("set_vm_memory_high_watermark", "0.0001");
        test.Submit(2, 2000);
        await test.UntilToldAsync("asks to pause");
        test.Change(new RawOption("hostname", broker.Host), new("amqp_port", $"{broker.Port}"));
        await test.DeliverAsync(2002);
        List<BasicGetResult> arrived = await TestWriter.TakeAllAsync(broker, test.Queue);
        await node.CtlAsync("set_vm_memory_high_watermark", "0.6");
        HashSet<int> confirmed = [.. Numbers(await TestWriter.TakeAllAsync(node.Uri, test.Queue))];
        // Each is somewhere, and in order where it went; what is in both places was not confirmed at the first.
        Assert.Equal(Enumerable.Range(1, 2002), Numbers(arrived).Concat(confirmed).Distinct().Order());
        Assert.Equal(Numbers(arrived).Order(), Numbers(arrived));
        Assert.Equal(arrived.Count, arrived.Select(message => message.BasicProperties.MessageId).Distinct().Count());
        Assert.Equal(0, test.Writer.Counters.Lost);
    }

    [Fact]
    public async Task A_broker_that_was_killed_is_left_for_another_one_and_nothing_is_lost()
    {
        await using PrivateNode node = await PrivateNode.StartAsync();
        await using var test = new TestWriter(To(node));
        await test.DeliverAsync(1);
        await node.KillAsync();
        test.Submit(2, 1000);
        await test.UntilToldAsync("cannot connect");
        test.Change(new RawOption("hostname", broker.Host), new("amqp_port", $"{broker.Port}"));
        await test.DeliverAsync(1002);
        Assert.Equal(Enumerable.Range(2, 1001), Numbers(await TestWriter.TakeAllAsync(broker, test.Queue)));
    }

    [Fact]
    public async Task Exchange_queue_and_binding_are_made_at_the_new_broker_too_also_where_a_record_names_them()
    {
        await using PrivateNode node = await PrivateNode.StartAsync();
        string name = $"test-{Guid.NewGuid():N}";
        await using var test = new TestWriter(
            broker, new("exchange", name), new("exchange_type", "topic"), new("queue_name", name + "-{field:n}"), new("routing_key", "r"), new("binding_keys", "r"));
        await test.DeliverAsync(1);
        test.Change(To(node));
        await test.DeliverAsync(1);
        await test.DeliverAsync(2);
        Assert.Equal(new[] { 1 }, Numbers(await TestWriter.TakeAllAsync(broker, $"{name}-1")));
        Assert.Equal(new[] { 1, 2 }, Numbers(await TestWriter.TakeAllAsync(node.Uri, $"{name}-1")));
        Assert.Equal(new[] { 2 }, Numbers(await TestWriter.TakeAllAsync(node.Uri, $"{name}-2")));
        Assert.Equal(0, test.Writer.Counters.Returned);
    }

    [Fact]
    public async Task What_becomes_of_a_connection_that_was_left_is_no_news()
    {
        await using PrivateNode node = await PrivateNode.StartAsync();
        var diagnostics = new DiagnosticQueue();
        var listener = new EndListener();
        BrokerOptions old = OptionParser.Parse(To(node)).Broker;
        BrokerOptions next = OptionParser.Parse([new("hostname", broker.Host), new("amqp_port", $"{broker.Port}")]).Broker;
        var reporter = new ConnectionReporter(diagnostics, 1, TimeProvider.System);
        // Its clock stands still, so that what is not confirmed is waited for as long as the node takes to end.
        await using var connection = new SharedConnection(old, 0, reporter, new FakeTimeProvider());
        var route = new MessageRoute(new PublishTarget("", "k", ""), "test", "w");
        await using IPublishChannel left = await connection.OpenChannelAsync(route, listener, CancellationToken.None);
        reporter.Changed(next);
        connection.ChangeTo(next);
        await using IPublishChannel channel = await connection.OpenChannelAsync(route, new EndListener(), CancellationToken.None);
        await node.CtlAsync("set_vm_memory_high_watermark", "0.0001");
        await node.KillAsync();
        await listener.Ended;
        channel.GiveUpConnection(new BrokerFailure(FailureScope.Connection, "the new one is lost"));
        var events = new List<(DiagnosticEvent Event, string? Subject)>();
        while (diagnostics.TryTake(out Diagnostic told))
        {
            if (told.Event != DiagnosticEvent.None)
                events.Add((told.Event, told.Subject));
            Assert.False(told.Level != DiagnosticLevel.Info && told.Text.Contains($"{node.Port}", StringComparison.Ordinal), told.Text);
        }

        Assert.Equal([(DiagnosticEvent.Connected, $"{old}"), (DiagnosticEvent.Connected, $"{next}"), (DiagnosticEvent.Disconnected, $"{next}")], events);
    }

    [Fact]
    public async Task A_wrong_password_is_told_once_and_the_right_one_mends_it()
    {
        await using var test = new TestWriter(broker, new RawOption("connections", "2"));
        await test.DeliverAsync(1);
        test.Change(new RawOption("password", "wr0ng"));
        test.Submit(2, 10);
        await test.UntilToldAsync("refused the login");
        test.Change(new RawOption("password", "guest"));
        await test.DeliverAsync(12);
        Assert.Equal(Enumerable.Range(1, 12), Numbers(await TestWriter.TakeAllAsync(broker, test.Queue)));
        Assert.Single(test.Told, told => told.Level == DiagnosticLevel.Error);
        Assert.DoesNotContain(test.Told, told => told.Text.Contains("wr0ng", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_load_the_user_changes_again_and_again_and_each_record_comes_once_and_in_order()
    {
        string other = $"other-{Guid.NewGuid():N}";
        await broker.CtlAsync("add_user", other, other);
        await broker.CtlAsync("set_permissions", other, ".*", ".*", ".*");
        await using var test = new TestWriter(broker);
        int sent = 0;
        for (int round = 0; round < 10; round++)
        {
            test.Submit(sent + 1, 2000);
            sent += 2000;
            string user = round % 2 == 0 ? other : "guest";
            test.Change(new RawOption("username", user), new("password", user));
            await Task.Delay(100);
        }

        await test.DeliverAsync(++sent);
        Assert.Equal(Enumerable.Range(1, sent), Numbers(await TestWriter.TakeAllAsync(broker, test.Queue)));
        Assert.Equal((0, 0), (test.Writer.Counters.Retried, test.Writer.Counters.Lost));
        // Those of before are closed.
        string pid = $"pid {Environment.ProcessId}";
        string connections = "";
        for (int i = 0; i < 100; i++)
        {
            connections = await broker.CtlAsync("list_connections", "user", "client_properties");
            if (connections.Split(pid).Length == 2)
                break;
        }

        await broker.CtlAsync("delete_user", other);
        Assert.Equal(2, connections.Split(pid).Length);
    }

    private static RawOption[] To(PrivateNode node) => [new("hostname", node.Host), new("amqp_port", $"{node.Port}")];

    private static int[] Numbers(IEnumerable<BasicGetResult> messages) =>
        [.. messages.Select(message => Encoding.UTF8.GetString(message.Body.Span).Split(':', '}')[2]).Select(int.Parse)];

    /// <summary>Hears when its channel ends.</summary>
    private sealed class EndListener : IChannelListener
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task.WaitAsync(TimeSpan.FromMinutes(1));

        public void OnConfirmed(ulong deliveryTag, bool multiple)
        {
        }

        public void OnNacked(ulong deliveryTag, bool multiple)
        {
        }

        public void OnReturned(ulong sequence, string reason)
        {
        }

        public void OnBlocked(bool isBlocked, string reason)
        {
        }

        public void OnClosed(BrokerFailure failure) => _ended.TrySetResult();
    }
}
