using System.Text;

namespace ZeekAmqp.Core.Json;

/// <summary>A name and its value that a record gets beside its own fields.</summary>
internal sealed class AddedMember
{
    /// <param name="name">The name.</param>
    /// <param name="value">The value as JSON; empty if it is another one for each record.</param>
    public AddedMember(string name, ReadOnlySpan<byte> value)
    {
        Name = name;
        NameBytes = Encoding.UTF8.GetBytes(name);
        IsStatic = !value.IsEmpty;
        var text = new JsonBuffer(NameBytes.Length + value.Length + 4);
        StringFormat.WriteQuoted(text, NameBytes);
        text.Append((byte)':');
        Key = text.Written.ToArray();
        text.Append(value);
        Text = text.Written.ToArray();
    }

    /// <summary>The name, for messages to people.</summary>
    public string Name { get; }

    /// <summary>The name, not escaped.</summary>
    public byte[] NameBytes { get; }

    /// <summary>The name as it stands in a record, with its colon.</summary>
    public byte[] Key { get; }

    /// <summary>Name, colon and value; without the value where that is not static.</summary>
    public byte[] Text { get; }

    /// <summary>Whether each record has the same value.</summary>
    public bool IsStatic { get; }
}
