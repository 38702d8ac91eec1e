namespace ZeekAmqp.Cli.Management;

/// <summary>Why the management API did not answer a question.</summary>
internal enum ManagementFault
{
    /// <summary>Nobody answers there, or TLS was not agreed on, or a file of the login is missing.</summary>
    Unreachable,

    /// <summary>User and password were refused.</summary>
    Unauthorized,

    /// <summary>The user may log in, and lacks the tag or the permission that the question needs.</summary>
    Forbidden,

    /// <summary>There is no such queue, exchange or vhost.</summary>
    NotFound,

    /// <summary>What came is no answer of this API.</summary>
    Unreadable,

    /// <summary>The API has a trouble of its own.</summary>
    Failed,
}
