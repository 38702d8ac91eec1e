namespace ZeekAmqp.Core.Json;

/// <summary>What the fields about a record are called: as Corelight's sensors and the package json-streaming-logs call them.</summary>
public static class MetaFieldNames
{
    /// <summary>All, in the order in which they stand in a record.</summary>
    public static IReadOnlyList<(string Name, MetaFields Field)> All { get; } =
        [("_path", MetaFields.Path), ("_write_ts", MetaFields.WriteTime), ("_node", MetaFields.Node)];

    /// <summary>Reads names with commas between them; no name at all is none of the fields.</summary>
    /// <exception cref="FormatException">A name is another one; the message quotes it.</exception>
    public static MetaFields Parse(string text)
    {
        var fields = MetaFields.None;
        if (string.IsNullOrWhiteSpace(text))
            return fields;
        foreach (string item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            MetaFields field = All.FirstOrDefault(known => known.Name == item).Field;
            fields |= field != MetaFields.None ? field : throw new FormatException($"'{item}' is none");
        }

        return fields;
    }

    /// <summary>What is wrong with a list, or null.</summary>
    public static string? Fault(string text) => TextFault.Of(text, one => Parse(one));
}
