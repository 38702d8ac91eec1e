using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Schema;

/// <summary>Says as JSON Schema what a log's records look like in their messages: one line of JSON, in UTF-8.</summary>
/// <remarks>
/// Put together by hand, as the records are, whose names it has to have byte by byte. Nothing in it refers to another place, so that it can
/// stand inside of another document, and it has no word that draft 7 has not, which AsyncAPI's own schemas are made of.
/// </remarks>
public static class SchemaDocument
{
    /// <summary>The version of JSON Schema that it is written in.</summary>
    public const string Draft = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The schema of a log whose columns are known: no record has any other member.</summary>
    /// <param name="log">The log. Which columns are set differs from record to record, whatever Zeek's scripts say of them.</param>
    /// <param name="format">The form of its records.</param>
    public static byte[] Of(LogSchema log, RecordFormat format)
    {
        var frame = new RecordFrame(log, format);
        SchemaMember[] members =
        [
            .. AddedMembers.Front(frame, log, format),
            .. log.Fields.Select(field => new SchemaMember(Encoding.UTF8.GetString(field.Key), TypeSchema.Of(field, format), format.IncludeUnsetFields)),
            .. AddedMembers.Back(frame),
        ];
        return Write(log, format, members, isWhole: true, $"A record of Zeek's log {log.Path}");
    }

    /// <summary>The schema of a log that is JSON already: what was seen of it, which need not be all.</summary>
    /// <param name="path">The log's path.</param>
    /// <param name="format">What is put around its records; nothing in them is written anew.</param>
    /// <param name="seen">Names, and schemas of their values.</param>
    /// <param name="records">In how many records.</param>
    public static byte[] OfSeen(string path, RecordFormat format, IEnumerable<(string Name, string Json)> seen, long records)
    {
        var log = new LogSchema(path);
        var frame = new RecordFrame(log, format);
        SchemaMember[] own = [.. seen.Select(member => new SchemaMember(Quoted(member.Name) + ":", member.Json, IsAlways: false))];
        SchemaMember[] added = [.. AddedMembers.Front(frame, log, format), .. AddedMembers.Back(frame)];
        // A record's own member takes the place of one that would be added: it may be either.
        SchemaMember[] members =
        [
            .. added.Select(member => Has(own, member) ? member with { Json = "{}" } : member),
            .. own.Where(member => !Has(added, member)),
        ];
        string description = $"A record of Zeek's log {path}, by what was in {records} of them: Zeek's types are not known, and there may be more fields";
        return Write(log, format, members, isWhole: false, description);
    }

    /// <summary>A text as JSON has it.</summary>
    internal static string Quoted(ReadOnlySpan<byte> text, StringEscapePolicy policy)
    {
        var quoted = new JsonBuffer(text.Length + 2);
        StringFormat.Write(quoted, text, policy);
        return Encoding.UTF8.GetString(quoted.Written);
    }

    private static string Quoted(string text)
    {
        var quoted = new JsonBuffer(text.Length + 2);
        StringFormat.WriteQuoted(quoted, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(quoted.Written);
    }

    private static bool Has(SchemaMember[] members, SchemaMember member) => members.Any(other => other.Key == member.Key);

    private static byte[] Write(LogSchema log, RecordFormat format, SchemaMember[] members, bool isWhole, string description)
    {
        string title = Quoted(log.PathBytes, StringEscapePolicy.Hex);
        string record = Record(format, members, isWhole);
        if (format.IsTagged)
            record = $$"""{{ObjectOf($"{title}:{{{record}}}", title)}},"additionalProperties":false""";
        return Encoding.UTF8.GetBytes($$"""{"$schema":"{{Draft}}","title":{{title}},"description":{{Quoted(description)}},{{record}}}""");
    }

    private static string Record(RecordFormat format, SchemaMember[] members, bool isWhole)
    {
        // Zeek lets a map of names give two columns one name; a record then has it twice.
        SchemaMember[] single = [.. members.DistinctBy(member => member.Key)];
        string record = ObjectOf(
            string.Join(',', single.Select(member => member.Key + member.Json)),
            string.Join(',', single.Where(member => member.IsAlways).Select(member => member.Key[..^1])));
        return isWhole
            ? $"{record},\"additionalProperties\":false,\"x-string-escape-policy\":\"{format.StringEscapes.ToString().ToUpperInvariant()}\""
            : $"""{record},"additionalProperties":true""";
    }

    private static string ObjectOf(string properties, string required) => $"\"type\":\"object\",\"properties\":{{{properties}}},\"required\":[{required}]";
}
