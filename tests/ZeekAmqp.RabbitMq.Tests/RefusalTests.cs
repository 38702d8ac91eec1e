using System.Net;
using System.Net.Sockets;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>What people are told when the broker does not take records: once, with host, port, vhost and the broker's words.</summary>
[Collection(BrokerCollection.Name)]
public sealed class RefusalTests(BrokerFixture broker)
{
    private const string Secret = "s3cr3t-w0rd";

    [Fact]
    public async Task A_wrong_password_is_told_once_and_not_shown() =>
        await IsToldOnceAsync("ACCESS_REFUSED", new RawOption("password", Secret));

    [Fact]
    public async Task An_unknown_vhost_is_told_once_in_the_brokers_words() =>
        await IsToldOnceAsync("vhost nowhere not found", new RawOption("vhost", "nowhere"));

    [Fact]
    public async Task A_missing_exchange_is_told_once_in_the_brokers_words() =>
        await IsToldOnceAsync("NOT_FOUND - no exchange 'nowhere'", new RawOption("exchange", "nowhere"));

    [Fact]
    public async Task A_host_without_a_broker_is_told_once() =>
        await IsToldOnceAsync("refused", new RawOption("amqp_port", $"{ClosedPort()}"));

    [Fact]
    public async Task A_host_that_does_not_exist_is_told_once() =>
        await IsToldOnceAsync("check hostname", new RawOption("hostname", "no-such-host.invalid"));

    [Fact]
    public async Task A_user_without_the_permission_is_told_once_in_the_brokers_words()
    {
        string user = $"user-{Guid.NewGuid():N}";
        await broker.CtlAsync("add_user", user, Secret);
        await broker.CtlAsync("set_permissions", "-p", "/", user, "^none$", "^none$", "^none$");
        try
        {
            await IsToldOnceAsync("ACCESS_REFUSED", new RawOption("username", user), new RawOption("password", Secret));
        }
        finally
        {
            await broker.CtlAsync("delete_user", user);
        }
    }

    [Fact]
    public async Task What_was_refused_is_delivered_once_the_operator_allows_it()
    {
        string vhost = $"later-{Guid.NewGuid():N}";
        await using var test = new TestWriter(broker, new RawOption("vhost", vhost));
        test.Submit(1, 100);
        await TestWriter.UntilAsync(() => test.Told.Count > 0, "a message about the missing vhost");
        await broker.CtlAsync("add_vhost", vhost);
        await broker.CtlAsync("set_permissions", "-p", vhost, "guest", ".*", ".*", ".*");
        await TestWriter.UntilAsync(() => test.Writer.Counters.Confirmed == 100, "all confirmed");
        await broker.CtlAsync("delete_vhost", vhost);
    }

    private async Task IsToldOnceAsync(string words, params RawOption[] options)
    {
        await using var test = new TestWriter(broker, [.. options, new("max_wait_on_shutdown", "3")]);
        test.Submit(1, 100);
        await Task.Run(test.Writer.Finish);

        WriterOptions parsed = OptionParser.Parse(
            [new("hostname", broker.Host), new("amqp_port", $"{broker.Port}"), .. options]);
        // One while it goes on, and one at the end: how many records were left. A writer's own come before its broker's.
        Diagnostic[] troubles = [.. test.Told.Where(told => told.Level == DiagnosticLevel.Error)];
        Assert.Equal(2, troubles.Length);
        Diagnostic end = Assert.Single(troubles, told => told.Text.StartsWith("100 records of log 'test'", StringComparison.Ordinal));
        Diagnostic refusal = Assert.Single(troubles, told => told != end);
        Assert.Contains(words, refusal.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(parsed.Broker.ToString(), refusal.Text, StringComparison.Ordinal);
        Assert.All(test.Told, told => Assert.DoesNotContain(Secret, told.Text, StringComparison.Ordinal));
        Assert.Equal((100, 0), (test.Writer.Counters.Abandoned, test.Writer.Counters.Confirmed));
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
