namespace ZeekAmqp.Core.Pipeline;

/// <summary>What becomes of a message.</summary>
public enum DeliveryOutcome
{
    /// <summary>The broker has it.</summary>
    Confirmed,

    /// <summary>The broker does not have it, but may take it later.</summary>
    Retryable,

    /// <summary>The broker does not have it, since no queue is bound for it.</summary>
    Unroutable,

    /// <summary>The broker will never take it: it is larger than the broker allows.</summary>
    TooLarge,
}
