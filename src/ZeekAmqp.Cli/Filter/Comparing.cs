namespace ZeekAmqp.Cli.Filter;

/// <summary>How a field is compared with a value.</summary>
internal enum Comparing
{
    /// <summary><c>==</c>, and what is like it.</summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Below,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>></c></summary>
    Above,

    /// <summary><c>>=</c></summary>
    AtLeast,
}
