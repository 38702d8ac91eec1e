namespace ZeekAmqp.Core.Options;

/// <summary>What exchange and queue are made as where they are missing, and how they are bound.</summary>
public sealed record TopologyOptions
{
    /// <summary>Whether anything is declared at all.</summary>
    public Declaration Declaration { get; init; }

    /// <summary>Type of the exchange; empty if it has to exist.</summary>
    public string ExchangeType { get; init; } = "";

    /// <summary>Whether the exchange survives a restart of the broker.</summary>
    public bool IsExchangeDurable { get; init; } = true;

    /// <summary>Whether the exchange goes when its last binding does.</summary>
    public bool IsExchangeAutoDelete { get; init; }

    /// <summary>Arguments of the exchange as a JSON object, see <see cref="TableText"/>; empty for none.</summary>
    public string ExchangeArguments { get; init; } = "";

    /// <summary>Whether the queue survives a restart of the broker.</summary>
    public bool IsQueueDurable { get; init; } = true;

    /// <summary>Whether the queue goes when its last consumer does.</summary>
    public bool IsQueueAutoDelete { get; init; }

    /// <summary>Arguments of the queue as a JSON object, see <see cref="TableText"/>; empty for none.</summary>
    public string QueueArguments { get; init; } = "";

    /// <summary>Keys that the queue is bound to the exchange with, separated by commas: templates without columns; empty for none.</summary>
    public string BindingKeys { get; init; } = "";

    /// <summary>Arguments of each binding as a JSON object, see <see cref="TableText"/>; empty for none. Alone, they make one binding without a key.</summary>
    public string BindingArguments { get; init; } = "";

    /// <summary>Whether the queue is to be bound.</summary>
    public bool HasBindings => BindingKeys.Length > 0 || BindingArguments.Length > 0;

    /// <summary>The keys one by one, as templates; one empty key where arguments say it all.</summary>
    public IReadOnlyList<string> BindingKeyList => !HasBindings ? [] : BindingKeys.Split(',', StringSplitOptions.TrimEntries);
}
