using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>What is done for one writer's records that cannot be delivered at once, as it is now: it may change while they wait. Thread-safe.</summary>
internal sealed class CurrentDelivery(DeliveryOptions options)
{
    private volatile DeliveryOptions _options = options;

    /// <summary>The present options. <see cref="DeliveryOptions.Buffer"/> is always the same.</summary>
    public DeliveryOptions Options
    {
        get => _options;
        set => _options = value;
    }
}
