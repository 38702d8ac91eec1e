namespace ZeekAmqp.Core.Options;

/// <summary>As whom to log in. A file wins over a variable of the environment, and that over the text itself.</summary>
/// <remarks>Files and variables are read where and when a connection is made, so that a changed secret is taken without a restart.</remarks>
public sealed record CredentialOptions
{
    /// <summary>User name.</summary>
    public required string Username { get; init; }

    /// <summary>File whose first line is the user name; empty for none.</summary>
    public string UsernameFile { get; init; } = "";

    /// <summary>Variable of the environment that holds the user name; empty for none.</summary>
    public string UsernameVariable { get; init; } = "";

    /// <summary>Password. Never in a message, a log or <see cref="ToString"/>.</summary>
    public required string Password { get; init; }

    /// <summary>File whose first line is the password; empty for none.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>Variable of the environment that holds the password; empty for none.</summary>
    public string PasswordVariable { get; init; } = "";

    /// <summary>How the broker is convinced.</summary>
    public AuthMechanism Mechanism { get; init; } = AuthMechanism.Plain;

    /// <summary>Names no secret, and no user either.</summary>
    public override string ToString() => $"credentials by {Mechanism}";
}
