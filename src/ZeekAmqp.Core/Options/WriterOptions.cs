using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Options;

/// <summary>All that a user can say about one writer, parsed.</summary>
/// <param name="Broker">Which broker.</param>
/// <param name="Target">Where inside the broker.</param>
/// <param name="Format">Form of the records.</param>
/// <param name="Batch">How many of them go into one message.</param>
/// <param name="Delivery">What is done for records that cannot be delivered at once.</param>
public sealed record WriterOptions(BrokerOptions Broker, PublishTarget Target, RecordFormat Format, BatchOptions Batch, DeliveryOptions Delivery)
{
    /// <summary>What the log is called in its messages; empty for the path that its records come with.</summary>
    public string LogPath { get; init; } = "";

    /// <summary>Whether a message in front of the first record says what the records look like.</summary>
    public bool PublishesSchema { get; init; }

    /// <summary>The texts that they were parsed from, of either origin: a change of global ones is parsed anew, together with the writer's own.</summary>
    public IReadOnlyList<RawOption> Texts { get; init; } = [];
}
