using System.Text;

namespace ZeekAmqp.Core.Json;

/// <summary>A log's path and columns, in the order in which its records list them.</summary>
public sealed class LogSchema
{
    /// <param name="path">The log's path, e.g. <c>conn</c>: the tag of each record. Any bytes; escaped as a JSON string.</param>
    /// <param name="fields">The columns.</param>
    public LogSchema(ReadOnlySpan<byte> path, IReadOnlyList<LogField> fields)
    {
        Path = Encoding.UTF8.GetString(path);
        Fields = [.. fields];
        var prefix = new JsonBuffer(path.Length + 16);
        prefix.Append((byte)'{');
        StringFormat.Write(prefix, path);
        prefix.Append(": "u8);
        Prefix = prefix.Written.ToArray();
    }

    /// <summary>Convenience for text known to be UTF-8.</summary>
    public LogSchema(string path, params LogField[] fields)
        : this(Encoding.UTF8.GetBytes(path), fields)
    {
    }

    /// <summary>The log's path, for messages to people and message properties.</summary>
    public string Path { get; }

    /// <summary>The columns.</summary>
    public LogField[] Fields { get; }

    /// <summary>What stands before the record: <c>{"path": </c>.</summary>
    internal byte[] Prefix { get; }
}
