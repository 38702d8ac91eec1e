using System.Text;
using System.Text.Unicode;

namespace ZeekAmqp.Core.Json;

/// <summary>A column of a log.</summary>
public sealed class LogField
{
    /// <param name="name">Bytes of the name as Zeek has it, with <c>field_name_map</c> and the like applied.</param>
    /// <param name="type">Type of the column.</param>
    /// <param name="subtype">Type of the elements of a set or vector, else <see cref="LogType.None"/>.</param>
    public LogField(ReadOnlySpan<byte> name, LogType type, LogType subtype = LogType.None)
    {
        Name = Encoding.UTF8.GetString(name);
        Type = type;
        Subtype = subtype;
        var key = new JsonBuffer(name.Length + 8);
        // Zeek writes a name's bytes unchecked. Those that are not UTF-8 would make the whole record no JSON, which helps nobody.
        if (Utf8.IsValid(name))
            StringFormat.WriteQuoted(key, name);
        else
            StringFormat.Write(key, name);
        key.Append((byte)':');
        Key = key.Written.ToArray();
    }

    /// <summary>The name, for messages to people.</summary>
    public string Name { get; }

    /// <summary>Type of the column.</summary>
    public LogType Type { get; }

    /// <summary>Type of the elements, see the constructor.</summary>
    public LogType Subtype { get; }

    /// <summary>The name as it stands in a record: quoted, escaped, with its colon.</summary>
    internal byte[] Key { get; }
}
