namespace ZeekAmqp.Core.Pipeline;

/// <summary>What a failure puts out of action.</summary>
public enum FailureScope
{
    /// <summary>The connection, and with it all writers that share it.</summary>
    Connection,

    /// <summary>One writer's channel: its exchange, its queue, its permissions.</summary>
    Channel,

    /// <summary>One message: the exchange or the queue that its record names.</summary>
    Message,
}

/// <summary>Why the broker did not take messages. Always worth another try: what the broker refuses today, its operator may allow tomorrow.</summary>
/// <param name="Scope">What is out of action.</param>
/// <param name="Text">Where, why in the broker's own words, and what to do; no secret.</param>
public sealed record BrokerFailure(FailureScope Scope, string Text)
{
    /// <summary>The broker's limit in bytes, if a message was above it.</summary>
    public long? MaxMessageBytes { get; init; }
}

/// <summary>Carries a <see cref="BrokerFailure"/> out of a call.</summary>
public sealed class BrokerException(BrokerFailure failure, Exception? inner = null) : Exception(failure.Text, inner)
{
    /// <summary>The failure.</summary>
    public BrokerFailure Failure { get; } = failure;
}
