namespace ZeekAmqp.Core.Json;

/// <summary>What stands around a record's own fields: the log's tag, fields about the record, and a user's additional values.</summary>
/// <remarks>Made once a log. A name that the log has a field of is left to that field.</remarks>
internal sealed class RecordFrame
{
    /// <param name="schema">The log.</param>
    /// <param name="format">What is asked for.</param>
    public RecordFrame(LogSchema schema, RecordFormat format)
    {
        AddedMember[] front =
        [
            .. MetaFieldNames.All.Where(meta => format.MetaFields.HasFlag(meta.Field))
                .Select(meta => Meta(meta.Field, meta.Name, schema, format)).OfType<AddedMember>(),
        ];
        AddedMember[] back = format.AdditionalValues.Members;
        Front = [.. front.Where(member => !IsField(member, schema))];
        Back = [.. back.Where(member => !IsField(member, schema))];
        LeftOut = [.. front.Concat(back).Where(member => IsField(member, schema)).Select(member => member.Name)];

        Prefix = format.IsTagged ? schema.Prefix : [];
        Suffix = format.IsTagged ? [(byte)'}'] : [];
        int time = Array.FindIndex(Front, member => !member.IsStatic);
        HasWriteTime = time >= 0;
        int split = HasWriteTime ? time + 1 : Front.Length;
        Begin = [.. Prefix, (byte)'{', .. Join(Front[..split], isFirst: true)];
        BehindTime = Join(Front[split..], isFirst: false);
        End = [.. Join(Back, isFirst: false), (byte)'}', .. Suffix];
        EndOfEmpty = [.. Join(Back, isFirst: true), (byte)'}', .. Suffix];
    }

    /// <summary>The tag, up to the record's brace.</summary>
    public byte[] Prefix { get; }

    /// <summary>What ends the tag.</summary>
    public byte[] Suffix { get; }

    /// <summary>Members in front of the record's own.</summary>
    public AddedMember[] Front { get; }

    /// <summary>Members behind the record's own.</summary>
    public AddedMember[] Back { get; }

    /// <summary>Everything before the time of writing, or, without that, before the first field.</summary>
    public byte[] Begin { get; }

    /// <summary>Whether the time of writing follows <see cref="Begin"/>.</summary>
    public bool HasWriteTime { get; }

    /// <summary>What stands between the time of writing and the first field.</summary>
    public byte[] BehindTime { get; }

    /// <summary>Everything behind a record's last field or the members in front.</summary>
    public byte[] End { get; }

    /// <summary>The same where nothing is before it.</summary>
    public byte[] EndOfEmpty { get; }

    /// <summary>Names that were asked for, and that the log has itself.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>A field about the record; null if it has no value and is left out like any other that is unset.</summary>
    private static AddedMember? Meta(MetaFields field, string name, LogSchema schema, RecordFormat format) => field switch
    {
        MetaFields.Path => new AddedMember(name, Quoted(schema.PathBytes, format)),
        MetaFields.WriteTime => new AddedMember(name, []),
        _ when schema.Node.Length > 0 => new AddedMember(name, Quoted(schema.Node, format)),
        _ => format.IncludeUnsetFields ? new AddedMember(name, "null"u8) : null,
    };

    private static byte[] Quoted(ReadOnlySpan<byte> text, RecordFormat format)
    {
        var quoted = new JsonBuffer(text.Length + 2);
        StringFormat.Write(quoted, text, format.StringEscapes);
        return quoted.Written.ToArray();
    }

    private static bool IsField(AddedMember member, LogSchema schema) => schema.Fields.Any(field => field.Key.AsSpan().SequenceEqual(member.Key));

    private static byte[] Join(ReadOnlySpan<AddedMember> members, bool isFirst)
    {
        var joined = new JsonBuffer(64);
        foreach (AddedMember member in members)
        {
            if (!isFirst)
                joined.Append((byte)',');
            isFirst = false;
            joined.Append(member.Text);
        }

        return joined.Written.ToArray();
    }
}
