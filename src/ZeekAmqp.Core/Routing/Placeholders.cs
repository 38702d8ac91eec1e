namespace ZeekAmqp.Core.Routing;

/// <summary>What may stand for a value in a <see cref="NameTemplate"/>.</summary>
[Flags]
public enum Placeholders
{
    /// <summary>Nothing: text only.</summary>
    None = 0,

    /// <summary><c>{path}</c>: the log's path.</summary>
    Path = 1,

    /// <summary><c>{node}</c>: the cluster node.</summary>
    Node = 2,

    /// <summary><c>{env:NAME}</c>: a variable of the environment.</summary>
    Variable = 4,

    /// <summary><c>{partition}</c>: the number of the message's partition.</summary>
    Partition = 8,

    /// <summary><c>{field:NAME}</c>: a column of the record.</summary>
    Field = 16,

    /// <summary>Those that have one value as long as a writer lives.</summary>
    Fixed = Path | Node | Variable,
}
