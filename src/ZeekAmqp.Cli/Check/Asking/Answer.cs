namespace ZeekAmqp.Cli.Check.Asking;

/// <summary>What the broker said to a question.</summary>
/// <param name="Code">The reply code of a refusal (AMQP 0-9-1, section 1.2); 0 for yes; <see cref="NoAnswer"/>.</param>
/// <param name="Text">The broker's own words, or why there is no answer; empty for yes.</param>
internal readonly record struct Answer(int Code, string Text)
{
    /// <summary>No answer came, or the connection has ended.</summary>
    public const int NoAnswer = -1;

    public const int AccessRefused = 403;
    public const int NotFound = 404;
    public const int ResourceLocked = 405;
    public const int PreconditionFailed = 406;

    /// <summary>Yes.</summary>
    public static Answer Yes => new(0, "");

    /// <summary>Whether it was yes.</summary>
    public bool IsYes => Code == 0;
}
