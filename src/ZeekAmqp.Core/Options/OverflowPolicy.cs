namespace ZeekAmqp.Core.Options;

/// <summary>What happens to records when neither memory nor the spool has room.</summary>
public enum OverflowPolicy
{
    /// <summary>New ones are refused; the writer waits a bounded time while there is hope.</summary>
    DropNewest,

    /// <summary>The oldest of the same log make room.</summary>
    DropOldest,

    /// <summary>The writer waits, without bound.</summary>
    Block,
}
