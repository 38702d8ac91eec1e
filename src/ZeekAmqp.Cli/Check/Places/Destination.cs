using System.Text;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Cli.Check.Places;

/// <summary>Where the records of one log go, as far as that is known before there is a record.</summary>
internal sealed class Destination
{
    /// <param name="target">As the options have it.</param>
    /// <param name="path">The log's path.</param>
    /// <param name="node">The cluster node; empty outside of a cluster.</param>
    /// <param name="variable">Reads the environment.</param>
    /// <exception cref="OptionException">A variable is missing, or makes a name that AMQP has no room for.</exception>
    public Destination(PublishTarget target, string path, string node, Func<string, string?> variable)
    {
        Target = new TargetPlaces(new LogSchema(path) { Node = Encoding.UTF8.GetBytes(node) }, variable).Fill(target);
        Path = path;
        Exchange = Known(Target.Exchange);
        Queue = Known(Target.QueueName);
        var key = NameTemplate.Parse(Target.RoutingKey);
        RoutingKeys = key.Kinds.HasFlag(Placeholders.Field) ? [] : [.. Enumerable.Range(0, Target.Partitions).Select(partition => key.Render(partition))];
        BindingKeys = [.. Target.Topology.BindingKeyList.Select(text => NameTemplate.Parse(text).Render())];
    }

    /// <summary>The target with all places filled in but those of each record.</summary>
    public PublishTarget Target { get; }

    /// <summary>The log's path.</summary>
    public string Path { get; }

    /// <summary>The exchange; empty for the default one; null if each record names it.</summary>
    public string? Exchange { get; }

    /// <summary>The queue to make sure of; empty for none; null if each record names it.</summary>
    public string? Queue { get; }

    /// <summary>The keys of all partitions; none if each record has its own.</summary>
    public IReadOnlyList<string> RoutingKeys { get; }

    /// <summary>Keys that the queue is bound with before the first record.</summary>
    public IReadOnlyList<string> BindingKeys { get; }

    /// <summary>Whether it is the default exchange.</summary>
    public bool IsDefaultExchange => Exchange is { Length: 0 };

    /// <summary>The exchange, for people.</summary>
    public string ExchangeText => IsDefaultExchange ? "the default exchange" : $"exchange '{Exchange ?? Target.Exchange}'";

    /// <summary>The routing key, for people.</summary>
    public string KeyText => RoutingKeys switch
    {
        [] => $"routing key '{Target.RoutingKey}' of each record",
        [var key] => $"routing key '{key}'",
        _ => $"routing keys '{RoutingKeys[0]}' to '{RoutingKeys[^1]}'",
    };

    private static string? Known(string text) => NameTemplate.Parse(text) is { IsConstant: true } name ? name.Render() : null;
}
