using System.Net;
using System.Net.Sockets;
using RabbitMQ.Client;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Several hosts of one broker: any will do, and the one that was lost is tried last.</summary>
[Collection(BrokerCollection.Name)]
public sealed class SeveralHostsTests(BrokerFixture broker)
{
    [Fact]
    public async Task Dead_hosts_cost_nothing_and_the_one_that_took_it_is_told()
    {
        string dead = $"127.0.0.1:{ClosedPort()}";
        // Several times, since the order is random.
        for (int i = 0; i < 5; i++)
        {
            await using var test = new TestWriter(new RawOption("hostname", $"{dead},no-such-host.invalid,{broker.Host}:{broker.Port},[::1]:1"));
            await test.DeliverAsync(1);
            await test.UntilToldAsync($"connected to {broker.Host}:{broker.Port}, vhost '/'");
            Assert.DoesNotContain(test.Told, told => told.Level == DiagnosticLevel.Error);
        }
    }

    [Fact]
    public async Task A_round_without_success_is_told_once_with_the_reason_of_each_host()
    {
        string dead = $"127.0.0.1:{ClosedPort()}";
        await using var test = new TestWriter(new RawOption("hostname", $"{dead},no-such-host.invalid"), new("max_wait_on_shutdown", "4"));
        test.Submit(1, 1);
        await Task.Run(test.Writer.Finish);
        Diagnostic told = Assert.Single(test.Told, told => told.Text.StartsWith("cannot connect", StringComparison.Ordinal));
        Assert.StartsWith($"cannot connect to {dead} or no-such-host.invalid:5672, vhost '/': at {dead}: Connection refused; at no-such-host.invalid:5672: ", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_at_each_host_is_told_once()
    {
        string host = $"{broker.Host}:{broker.Port}";
        await using var test = new TestWriter(new RawOption("hostname", $"{host},{host}"), new("password", "s3cr3t"), new("max_wait_on_shutdown", "3"));
        test.Submit(1, 1);
        await Task.Run(test.Writer.Finish);
        Diagnostic told = Assert.Single(test.Told, told => told.Text.StartsWith("cannot connect", StringComparison.Ordinal));
        Assert.Equal(2, told.Text.Split("the broker refused the login of user 'guest'").Length - 1);
        Assert.DoesNotContain("s3cr3t", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_loss_another_host_is_taken_and_when_that_dies_the_first_one_again()
    {
        await using PrivateNode node = await PrivateNode.StartAsync();
        string[] hosts = [$"{broker.Host}:{broker.Port}", $"{node.Host}:{node.Port}"];
        await using var test = new TestWriter(new RawOption("hostname", string.Join(',', hosts)));
        await test.DeliverAsync(1);
        if (test.Told.Any(told => told.Text.StartsWith($"connected to {hosts[0]}", StringComparison.Ordinal)))
        {
            await broker.CtlAsync("close_all_connections", "maintenance");
            await test.UntilToldAsync($"connected again to {hosts[1]}");
            await test.DeliverAsync(2);
        }

        await node.KillAsync();
        await test.UntilToldAsync($"connected again to {hosts[0]}");
        test.Submit(3, 1000);
        await test.DeliverAsync(1003);
        List<BasicGetResult> taken = await TestWriter.TakeAllAsync(broker, test.Queue);
        Assert.True(taken.Count >= 1001, $"{taken.Count} messages");
    }

    [Fact]
    public async Task An_address_with_a_zone_is_understood()
    {
        // The loopback interface has no link-local address, so this can only be refused; what counts is that it is tried.
        await using var test = new TestWriter(new RawOption("hostname", "[fe80::1%lo]"));
        string told = await test.UntilToldAsync("cannot connect to [fe80::1%lo]:5672");
        Assert.DoesNotContain("resolver", told, StringComparison.Ordinal);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
