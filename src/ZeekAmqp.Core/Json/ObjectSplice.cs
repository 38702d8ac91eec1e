using System.Text.Json;

namespace ZeekAmqp.Core.Json;

/// <summary>Puts a record that is JSON already into its frame, without the members that it has itself. One thread.</summary>
internal sealed class ObjectSplice(RecordFrame frame, WriteClock clock)
{
    private readonly AddedMember[] _members = [.. frame.Front, .. frame.Back];
    private readonly bool[] _isThere = new bool[frame.Front.Length + frame.Back.Length];

    /// <summary>Writes a record.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="json">The record: one object.</param>
    public void Write(JsonBuffer target, ReadOnlySpan<byte> json)
    {
        target.Append(frame.Prefix);
        if (_members.Length == 0)
            target.Append(json);
        else
            WriteWithMembers(target, json);
        target.Append(frame.Suffix);
    }

    private void WriteWithMembers(JsonBuffer target, ReadOnlySpan<byte> json)
    {
        bool isEmpty = !Look(json);
        target.Append((byte)'{');
        bool separate = Append(target, 0, frame.Front.Length, separate: false);
        if (!isEmpty)
        {
            if (separate)
                target.Append((byte)',');
            target.Append(json[(json.IndexOf((byte)'{') + 1)..json.LastIndexOf((byte)'}')]);
            separate = true;
        }

        Append(target, frame.Front.Length, _members.Length, separate);
        target.Append((byte)'}');
    }

    private bool Append(JsonBuffer target, int from, int to, bool separate)
    {
        for (int i = from; i < to; i++)
        {
            if (_isThere[i])
                continue;
            if (separate)
                target.Append((byte)',');
            separate = true;
            target.Append(_members[i].Text);
            if (!_members[i].IsStatic)
                clock.Write(target);
        }

        return separate;
    }

    /// <summary>Finds out which members a record has itself, and whether it has any at all.</summary>
    private bool Look(ReadOnlySpan<byte> json)
    {
        Array.Clear(_isThere);
        bool hasAny = false;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            hasAny = true;
            for (int i = 0; i < _members.Length; i++)
                _isThere[i] |= IsName(ref reader, _members[i].NameBytes);
            reader.Skip();
        }

        return hasAny;
    }

    private static bool IsName(ref Utf8JsonReader reader, byte[] name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which no name of ours has.
            return false;
        }
    }
}
