using System.Text.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Management;

/// <summary>A client of RabbitMQ's management API. It only reads. Thread-safe; each call waits a bounded time and fails only by its answer.</summary>
internal sealed class ManagementClient : IDisposable
{
    private const string QueueColumns =
        "name,vhost,type,state,durable,auto_delete,exclusive,arguments,policy,effective_policy_definition,"
        + "messages,messages_ready,messages_unacknowledged,message_bytes,consumers,message_stats";

    private readonly ManagementAccess _access;
    private readonly ManagementReading _reading;
    private ClockDifference? _clock;

    private ManagementClient(ManagementAddress address, ManagementAccess access)
    {
        _access = access;
        _reading = new ManagementReading(address.ToString(), access.User);
    }

    /// <summary>How far the broker's clock is ahead of ours, by the last answer; null before the first one.</summary>
    public ClockDifference? Clock => Volatile.Read(ref _clock);

    /// <summary>Makes one; asks nothing yet.</summary>
    /// <param name="address">Where.</param>
    /// <param name="broker">As whom, unless <paramref name="address"/> says it, and how to speak TLS.</param>
    /// <param name="time">The clock that the broker's is compared with.</param>
    /// <param name="warn">Hears of secrets that others can read. Called on any thread.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ManagementAnswer<ManagementClient>> OpenAsync(
        ManagementAddress address, BrokerOptions broker, TimeProvider time, Action<string> warn, CancellationToken cancellation)
    {
        try
        {
            return new(new ManagementClient(address, await ManagementAccess.OpenAsync(address, broker, time, warn, cancellation).ConfigureAwait(false)));
        }
        catch (ManagementUnreachableException exception)
        {
            return new(ManagementReading.Unreachable(address.ToString(), exception));
        }
    }

    /// <summary>As whom the API takes us; the cheapest question.</summary>
    public Task<ManagementAnswer<UserIdentity>> WhoAmIAsync(CancellationToken cancellation) =>
        OneAsync(new("whoami", "who it is", "such question"), UserIdentity.Read, cancellation);

    /// <summary>The broker as a whole.</summary>
    public Task<ManagementAnswer<BrokerOverview>> OverviewAsync(CancellationToken cancellation) =>
        OneAsync(new("overview", "the overview", "overview"), BrokerOverview.Read, cancellation);

    /// <summary>All nodes; needs the tag monitoring.</summary>
    public Task<ManagementAnswer<IReadOnlyList<NodeState>>> NodesAsync(CancellationToken cancellation) =>
        ListAsync(new("nodes", "the nodes", "list of nodes"), NodeState.Read, cancellation);

    /// <summary>One queue.</summary>
    public Task<ManagementAnswer<QueueState>> QueueAsync(string virtualHost, string name, CancellationToken cancellation)
    {
        string what = $"queue '{name}' in vhost '{virtualHost}'";
        return OneAsync(new($"queues/{Escape(virtualHost)}/{Escape(name)}", what, what), QueueState.Read, cancellation);
    }

    /// <summary>All queues of a vhost.</summary>
    public Task<ManagementAnswer<IReadOnlyList<QueueState>>> QueuesAsync(string virtualHost, CancellationToken cancellation) =>
        ListAsync(
            new($"queues/{Escape(virtualHost)}?columns={QueueColumns}", $"the queues of vhost '{virtualHost}'", $"vhost '{virtualHost}'"), QueueState.Read, cancellation);

    /// <summary>An exchange; an empty name is the default exchange.</summary>
    public Task<ManagementAnswer<ExchangeState>> ExchangeAsync(string virtualHost, string name, CancellationToken cancellation)
    {
        string what = $"exchange '{name}' in vhost '{virtualHost}'";
        return OneAsync(new(ExchangePath(virtualHost, name), what, what), ExchangeState.Read, cancellation);
    }

    /// <summary>What is bound to an exchange; nothing to one that is not there. Those of the default exchange say nothing: each queue is bound to it by its name.</summary>
    public Task<ManagementAnswer<IReadOnlyList<BindingState>>> BindingsAsync(string virtualHost, string exchange, CancellationToken cancellation)
    {
        string subject = $"exchange '{exchange}' in vhost '{virtualHost}'";
        return ListAsync(new($"{ExchangePath(virtualHost, exchange)}/bindings/source", $"the bindings of {subject}", subject), BindingState.Read, cancellation);
    }

    /// <summary>The connections that the user may see (all with the tag monitoring, else its own) and that are of this project.</summary>
    public async Task<ManagementAnswer<IReadOnlyList<ConnectionState>>> ConnectionsAsync(CancellationToken cancellation)
    {
        ManagementAnswer<IReadOnlyList<ConnectionState>> all =
            await ListAsync(new("connections", "the connections", "list of connections"), ConnectionState.Read, cancellation).ConfigureAwait(false);
        return all.IsThere ? new([.. all.Value.Where(connection => connection.IsOfZeekAmqp)]) : all;
    }

    /// <summary>The channels of a connection.</summary>
    public Task<ManagementAnswer<IReadOnlyList<ChannelState>>> ChannelsAsync(ConnectionState connection, CancellationToken cancellation)
    {
        string subject = $"connection '{connection.Name}'";
        return ListAsync(new($"connections/{Escape(connection.Name)}/channels", $"the channels of {subject}", subject), ChannelState.Read, cancellation);
    }

    /// <summary>What a user may do in each vhost where it may do anything; needs the tag administrator.</summary>
    public Task<ManagementAnswer<IReadOnlyList<UserPermissions>>> PermissionsAsync(string user, CancellationToken cancellation) =>
        ListAsync(new($"users/{Escape(user)}/permissions", $"the permissions of user '{user}'", $"user '{user}'"), UserPermissions.Of, cancellation);

    public void Dispose() => _access.Dispose();

    private static string Escape(string name) => Uri.EscapeDataString(name);

    // The default exchange, which has no name, the API calls otherwise.
    private static string ExchangePath(string virtualHost, string name) =>
        $"exchanges/{Escape(virtualHost)}/{(name.Length == 0 ? "amq.default" : Escape(name))}";

    private Task<ManagementAnswer<T>> OneAsync<T>(ManagementQuestion question, Func<JsonElement, T> read, CancellationToken cancellation)
        where T : class => AskAsync(question, JsonValueKind.Object, read, cancellation);

    private Task<ManagementAnswer<IReadOnlyList<T>>> ListAsync<T>(ManagementQuestion question, Func<JsonElement, T> read, CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<T>>(question, JsonValueKind.Array, list => [.. list.EnumerateArray().Select(read)], cancellation);

    private async Task<ManagementAnswer<T>> AskAsync<T>(
        ManagementQuestion question, JsonValueKind kind, Func<JsonElement, T> read, CancellationToken cancellation)
        where T : class
    {
        try
        {
            ManagementReply reply = await _access.GetAsync($"/api/{question.Path}", cancellation).ConfigureAwait(false);
            Volatile.Write(ref _clock, ClockDifference.Of(reply) ?? _clock);
            return _reading.Read(reply, question, kind, read);
        }
        catch (ManagementUnreachableException exception)
        {
            return new(ManagementReading.Unreachable(_reading.Place, exception));
        }
    }
}
