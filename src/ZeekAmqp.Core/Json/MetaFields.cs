namespace ZeekAmqp.Core.Json;

/// <summary>Fields about a record that are put in front of its own.</summary>
[Flags]
public enum MetaFields
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>_path</c>: the log's path.</summary>
    Path = 1,

    /// <summary><c>_write_ts</c>: when the writer took the record.</summary>
    WriteTime = 2,

    /// <summary><c>_node</c>: the cluster node that wrote it.</summary>
    Node = 4,
}
