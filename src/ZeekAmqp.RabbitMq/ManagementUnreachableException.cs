namespace ZeekAmqp.RabbitMq;

/// <summary>The management API could not be asked.</summary>
/// <param name="why">What is wrong; no secret.</param>
/// <param name="advice">What to do.</param>
/// <param name="inner">The cause.</param>
public sealed class ManagementUnreachableException(string why, string advice, Exception? inner = null) : Exception($"{why}; {advice}", inner)
{
    /// <summary>What is wrong; no secret.</summary>
    public string Why { get; } = why;

    /// <summary>What to do.</summary>
    public string Advice { get; } = advice;
}
