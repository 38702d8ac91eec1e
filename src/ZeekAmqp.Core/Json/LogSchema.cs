using System.Text;
using System.Text.Unicode;

namespace ZeekAmqp.Core.Json;

/// <summary>A log's path and columns, in the order in which its records list them.</summary>
public sealed class LogSchema
{
    // What AMQP has room for in a message's type (a shortstr, section 4.2.5.3). A path may be made of what a host calls itself.
    private const int MaxPathBytes = 255;

    /// <param name="path">The log's path, e.g. <c>conn</c>: the tag of each record. Any bytes; escaped as a JSON string.</param>
    /// <param name="fields">The columns.</param>
    public LogSchema(ReadOnlySpan<byte> path, IReadOnlyList<LogField> fields)
    {
        string whole = Encoding.UTF8.GetString(path);
        // Stops before a character that does not fit.
        Utf8.FromUtf16(whole, stackalloc byte[MaxPathBytes], out int length, out _);
        Path = whole[..length];
        PathBytes = path.ToArray();
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

    /// <summary>The log's path, for messages to people and message properties: its beginning, of 255 bytes at most.</summary>
    public string Path { get; }

    /// <summary>The columns; none if they are not known, as of a log that is read from JSON.</summary>
    public LogField[] Fields { get; }

    /// <summary>Name of the cluster node that writes the log, as UTF-8; empty outside of a cluster.</summary>
    public byte[] Node { get; init; } = [];

    /// <summary>The whole path.</summary>
    internal byte[] PathBytes { get; }

    /// <summary>What stands before the record: <c>{"path": </c>.</summary>
    internal byte[] Prefix { get; }
}
