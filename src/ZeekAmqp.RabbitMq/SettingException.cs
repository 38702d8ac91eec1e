namespace ZeekAmqp.RabbitMq;

/// <summary>A file or a variable that an option names cannot be used now; it is worth another try later.</summary>
/// <param name="why">What is wrong: the option, the file, the system's reason. No secret.</param>
/// <param name="advice">What to do.</param>
internal sealed class SettingException(string why, string advice) : Exception($"{why}; {advice}")
{
    /// <summary>What is wrong.</summary>
    public string Why { get; } = why;

    /// <summary>What to do.</summary>
    public string Advice { get; } = advice;
}
