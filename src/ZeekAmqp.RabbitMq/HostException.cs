namespace ZeekAmqp.RabbitMq;

/// <summary>A host could not be connected to.</summary>
internal sealed class HostException(ConnectStage stage, (string Why, string Advice) text, Exception? inner = null)
    : Exception($"{text.Why}; {text.Advice}", inner)
{
    /// <summary>How far it came.</summary>
    public ConnectStage Stage { get; } = stage;

    /// <summary>What is wrong; no secret.</summary>
    public string Why { get; } = text.Why;

    /// <summary>What to do.</summary>
    public string Advice { get; } = text.Advice;
}
