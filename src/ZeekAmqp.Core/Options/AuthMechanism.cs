namespace ZeekAmqp.Core.Options;

/// <summary>How a login convinces the broker.</summary>
public enum AuthMechanism
{
    /// <summary>By user name and password.</summary>
    Plain,

    /// <summary>By the client certificate; the broker takes the user's name from it.</summary>
    External,
}
