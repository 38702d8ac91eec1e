namespace ZeekAmqp.Core.Options;

/// <summary>What happens to a record that the broker has no queue for.</summary>
public enum UnroutablePolicy
{
    /// <summary>It is kept, and published again until there is one.</summary>
    Keep,

    /// <summary>It is dropped and counted.</summary>
    Drop,
}
