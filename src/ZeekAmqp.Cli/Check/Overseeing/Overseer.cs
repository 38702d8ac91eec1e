using ZeekAmqp.Cli.Management;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Check.Overseeing;

/// <summary>Asks the API by the tool's client.</summary>
/// <param name="address">Where it is.</param>
/// <param name="isAsked">Whether that was said.</param>
/// <param name="time">The clock.</param>
internal sealed class Overseer(ManagementAddress address, bool isAsked, TimeProvider time) : IOverseer
{
    /// <inheritdoc/>
    public bool IsAsked => isAsked;

    /// <inheritdoc/>
    public async Task<ManagementSight> LookAsync(BrokerOptions broker, string? exchange, Action<string> warn, CancellationToken cancellation)
    {
        ManagementAnswer<ManagementClient> opened = await ManagementClient.OpenAsync(address, broker, time, warn, cancellation).ConfigureAwait(false);
        if (!opened.IsThere)
            return Failed(opened.Failure);
        using ManagementClient client = opened.Value;
        ManagementAnswer<UserIdentity> user = await client.WhoAmIAsync(cancellation).ConfigureAwait(false);
        if (!user.IsThere)
            return Failed(user.Failure);

        ManagementAnswer<IReadOnlyList<NodeState>> nodes = await client.NodesAsync(cancellation).ConfigureAwait(false);
        var sight = new ManagementSight
        {
            Place = address.ToString(),
            User = user.Value,
            Nodes = nodes.Value,
            NodesFailure = nodes.Failure?.Text,
            Clock = client.Clock,
        };
        if (exchange is not { Length: > 0 })
            return sight;
        ManagementAnswer<ExchangeState> found = await client.ExchangeAsync(broker.VirtualHost, exchange, cancellation).ConfigureAwait(false);
        ManagementAnswer<IReadOnlyList<BindingState>> bindings = await client.BindingsAsync(broker.VirtualHost, exchange, cancellation).ConfigureAwait(false);
        return sight with { Exchange = found.Value, Bindings = bindings.Value };
    }

    private ManagementSight Failed(ManagementFailure failure) =>
        new() { Place = address.ToString(), Failure = failure.Text, IsUnreachable = failure.Fault == ManagementFault.Unreachable };
}
