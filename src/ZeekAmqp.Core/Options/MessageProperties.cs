namespace ZeekAmqp.Core.Options;

/// <summary>What a writer's messages are marked with, beside what says what they are.</summary>
/// <remarks>Texts that are templates stay templates when their places are filled in: braces are doubled.</remarks>
public sealed record MessageProperties
{
    /// <summary>The property <c>priority</c>; 0 for none, which queues take for 0.</summary>
    public byte Priority { get; init; }

    /// <summary>After what time in a queue the broker drops a message, to a millisecond; zero for never.</summary>
    public TimeSpan Expiration { get; init; }

    /// <summary>The property <c>type</c>: a template without columns; empty for none. Too long for AMQP, it is cut.</summary>
    public string Type { get; init; } = "";

    /// <summary>The property <c>app-id</c>: likewise.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The property <c>user-id</c>, which has to be the login's; empty for none.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Headers as a JSON object, see <see cref="TableText"/>; its strings are templates without columns. Empty for none.</summary>
    public string Headers { get; init; } = "";

    /// <summary>Whether messages come back that no queue is bound for. The broker drops them silently else.</summary>
    public bool IsMandatory { get; init; } = true;
}
