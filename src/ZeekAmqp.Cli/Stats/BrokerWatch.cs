using ZeekAmqp.Cli.Management;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Watches a broker by its management API. One thread.</summary>
internal sealed class BrokerWatch
{
    private readonly string _place;
    private readonly string _virtualHost;
    private readonly IReadOnlyList<string> _queues;
    private readonly Polling<BrokerState> _polling;

    /// <param name="place">Where it is, for people.</param>
    /// <param name="opened">The client, or why there is none.</param>
    /// <param name="virtualHost">Whose queues are shown.</param>
    /// <param name="queues">Which of them; none for all.</param>
    /// <param name="time">The clock.</param>
    public BrokerWatch(string place, ManagementAnswer<ManagementClient> opened, string virtualHost, IReadOnlyList<string> queues, TimeProvider time)
    {
        _place = place;
        _virtualHost = virtualHost;
        _queues = queues;
        _polling = new Polling<BrokerState>(
            cancellation => opened.IsThere ? ReadAsync(opened.Value, cancellation) : Task.FromResult(InTrouble(opened.Failure.Text)), time);
    }

    /// <summary>How it is now.</summary>
    /// <param name="patience">How long to wait for it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<BrokerState> NextAsync(TimeSpan patience, CancellationToken cancellation) =>
        await _polling.NextAsync(patience, cancellation).ConfigureAwait(false)
        ?? InTrouble($"cannot reach the management API at {_place}: no answer for {_polling.Waiting.TotalSeconds:0} s");

    private BrokerState InTrouble(string text) => new() { Place = _place, Trouble = text };

    private async Task<BrokerState> ReadAsync(ManagementClient client, CancellationToken cancellation)
    {
        ManagementAnswer<BrokerOverview> overview = await client.OverviewAsync(cancellation).ConfigureAwait(false);
        if (!overview.IsThere)
            return InTrouble(overview.Failure.Text);
        Task<ManagementAnswer<IReadOnlyList<NodeState>>> asksNodes = client.NodesAsync(cancellation);
        Task<(IReadOnlyList<QueueState> Queues, IReadOnlyList<string> Notes)> asksQueues = ReadQueuesAsync(client, cancellation);
        ManagementAnswer<IReadOnlyList<NodeState>> nodes = await asksNodes.ConfigureAwait(false);
        (IReadOnlyList<QueueState> queues, IReadOnlyList<string> notes) = await asksQueues.ConfigureAwait(false);
        return new BrokerState
        {
            Place = _place,
            Overview = overview.Value,
            Nodes = nodes.Value,
            Queues = queues,
            Notes = nodes.IsThere ? notes : [$"alarms are not known: {nodes.Failure.Text}", .. notes],
        };
    }

    private async Task<(IReadOnlyList<QueueState> Queues, IReadOnlyList<string> Notes)> ReadQueuesAsync(ManagementClient client, CancellationToken cancellation)
    {
        if (_queues.Count == 0)
        {
            ManagementAnswer<IReadOnlyList<QueueState>> all = await client.QueuesAsync(_virtualHost, cancellation).ConfigureAwait(false);
            return all.IsThere ? (all.Value, []) : ([], [all.Failure.Text]);
        }

        ManagementAnswer<QueueState>[] each = await Task.WhenAll(_queues.Select(queue => client.QueueAsync(_virtualHost, queue, cancellation))).ConfigureAwait(false);
        return ([.. each.Select(answer => answer.Value).OfType<QueueState>()], [.. each.Select(answer => answer.Failure?.Text).OfType<string>()]);
    }
}
