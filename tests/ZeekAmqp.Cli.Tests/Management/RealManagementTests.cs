using RabbitMQ.Client;
using ZeekAmqp.Cli.Management;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Management;

/// <summary>With the management plugin of a real node; where the node has none, there is nothing to see.</summary>
[Trait("Category", "Broker")]
public class RealManagementTests
{
    private static string? Url => Environment.GetEnvironmentVariable("AMQP_TEST_MANAGEMENT_URI");

    private static BrokerOptions Broker { get; } = OptionParser.Parse([]).Broker;

    [Fact]
    public async Task Real_node_tells_all_that_is_asked()
    {
        if (Url is null)
            return;
        IConnection connection = await ConnectAsync();
        await using IConnection closing = connection;
        IChannel channel = await connection.CreateChannelAsync();
        string queue = $"management test/{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: true, new Dictionary<string, object?> { ["x-max-length"] = 7 });
        await channel.QueueBindAsync(queue, "amq.topic", "zeek.#");
        using ManagementClient client = await OpenAsync(Url);

        UserIdentity who = Value(await client.WhoAmIAsync(default));
        Assert.Equal("guest", who.Name);
        Assert.Contains("administrator", who.Tags);
        BrokerOverview overview = Value(await client.OverviewAsync(default));
        Assert.Matches(@"^\d+\.\d+\.\d+", overview.Version);
        Assert.True(overview.Queues > 0);
        NodeState node = Value(await client.NodesAsync(default)).First(node => node.Name == overview.Node);
        Assert.True(node is { IsRunning: true, HasDiskAlarm: false, DiskFree: > 0, MemoryLimit: > 0 });
        QueueState state = Value(await client.QueueAsync("/", queue, default));
        Assert.Equal(("classic", "7"), (state.Type, state.Arguments["x-max-length"]));
        Assert.Contains(Value(await client.QueuesAsync("/", default)), each => each.Name == queue && each.IsAutoDelete);
        Assert.Equal("topic", Value(await client.ExchangeAsync("/", "amq.topic", default)).Type);
        Assert.Equal("", Value(await client.ExchangeAsync("/", "", default)).Name);
        BindingState binding = Value(await client.BindingsAsync("/", "amq.topic", default)).First(each => each.Destination == queue);
        Assert.Equal(("zeek.#", true), (binding.RoutingKey, binding.IsToQueue));
        UserPermissions permissions = Value(await client.PermissionsAsync("guest", default)).First(each => each.VirtualHost == "/");
        Assert.Equal(".*", permissions.Write);
        Assert.False(client.Clock!.IsCertain);
        await channel.QueueDeleteAsync(queue);
    }

    [Fact]
    public async Task Real_node_tells_of_connections_of_this_project()
    {
        if (Url is null)
            return;
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false));
        using ManagementClient client = await OpenAsync(Url);

        // The broker's statistics are some seconds old.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        ConnectionState? ours = null;
        while ((ours = Value(await client.ConnectionsAsync(patience.Token)).FirstOrDefault(each => each.ClientName == connection.ClientProvidedName)) is null)
            await Task.Delay(200, patience.Token);
        while (!Value(await client.ChannelsAsync(ours, patience.Token)).Any(each => each.Confirms))
            await Task.Delay(200, patience.Token);

        Assert.Equal(("guest", "/"), (ours.User, ours.VirtualHost));
    }

    [Fact]
    public async Task Real_node_refuses_in_words_that_are_understood()
    {
        if (Url is null)
            return;
        using ManagementClient guest = await OpenAsync(Url);
        using ManagementClient stranger = await OpenAsync(Url.Replace("guest:guest@", "guest:wrong@"));

        ManagementFailure missing = (await guest.QueueAsync("/", "no/such queue", default)).Failure!;
        ManagementFailure refused = (await stranger.WhoAmIAsync(default)).Failure!;

        Assert.Equal(ManagementFault.NotFound, missing.Fault);
        Assert.StartsWith("there is no queue 'no/such queue' in vhost '/' at http", missing.Text);
        Assert.Equal(ManagementFault.NotFound, (await guest.QueuesAsync("no such vhost", default)).Failure!.Fault);
        Assert.Equal(ManagementFault.NotFound, (await guest.ExchangeAsync("/", "no such exchange", default)).Failure!.Fault);
        Assert.Empty(Value(await guest.BindingsAsync("/", "no such exchange", default)));
        Assert.Equal(ManagementFault.Unauthorized, refused.Fault);
        Assert.Contains("user 'guest'", refused.Text);
        Assert.DoesNotContain("wrong", refused.Text);
    }

    private static async Task<IConnection> ConnectAsync() =>
        await new ConnectionFactory { Uri = new Uri(Environment.GetEnvironmentVariable("AMQP_TEST_URI")!) }.CreateConnectionAsync($"zeek-amqp test {Guid.NewGuid():N}");

    private static async Task<ManagementClient> OpenAsync(string url) =>
        Value(await ManagementClient.OpenAsync(ManagementUrl.Parse(url, "test"), Broker, TimeProvider.System, _ => { }, default));

    private static T Value<T>(ManagementAnswer<T> answer)
        where T : class
    {
        Assert.True(answer.IsThere, answer.Failure?.Text);
        return answer.Value!;
    }
}
