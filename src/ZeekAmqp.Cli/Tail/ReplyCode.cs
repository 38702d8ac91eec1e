namespace ZeekAmqp.Cli.Tail;

/// <summary>Reply codes of AMQP 0-9-1, section 1.2.</summary>
internal static class ReplyCode
{
    /// <summary>The user lacks a permission.</summary>
    public const int AccessRefused = 403;

    /// <summary>There is no such queue or exchange.</summary>
    public const int NotFound = 404;

    /// <summary>Another connection has it for itself.</summary>
    public const int ResourceLocked = 405;

    /// <summary>It is not as was asked for.</summary>
    public const int PreconditionFailed = 406;

    /// <summary>Queues of this type cannot do that.</summary>
    public const int NotImplemented = 540;
}
