using System.Text;
using System.Text.Json;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Schema;

/// <summary>A filter of a log as Zeek says it is, see <see cref="ZeekScript"/>.</summary>
internal sealed record ZeekFilter
{
    private const string OurWriter = "Log::WRITER_AMQP";

    private const string DefaultName = "default";

    /// <summary>The log's stream: <c>Conn::LOG</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>The filter's name.</summary>
    public required string Name { get; init; }

    /// <summary>The path that its records have; of one that has none, what Zeek would make of the stream's name.</summary>
    public required string Path { get; init; }

    /// <summary>Whether a function decides over the path, record by record.</summary>
    public bool HasPathFunction { get; init; }

    /// <summary>Whether its records go to the broker.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether it is the one that a log has from the start.</summary>
    public bool IsDefault => Name == DefaultName;

    /// <summary>Its columns: those that it adds, then those of the log that it lets through, under their names in records.</summary>
    public required LogField[] Columns { get; init; }

    /// <summary>Columns of types that no log can have.</summary>
    public required string[] Unknown { get; init; }

    /// <summary>Its <c>$config</c>.</summary>
    public required RawOption[] Config { get; init; }

    /// <summary>Reads a line.</summary>
    public static ZeekFilter Read(JsonElement line)
    {
        string stream = line.GetProperty("stream").GetString()!;
        var names = line.GetProperty("names").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
        var columns = new List<LogField>();
        var unknown = new List<string>();
        IEnumerable<JsonElement> own = line.GetProperty("columns").EnumerateArray()
            .Where(column => Set(line, "include")?.Contains(NameOf(column)) != false && Set(line, "exclude")?.Contains(NameOf(column)) != true);
        foreach (JsonElement column in line.GetProperty("added").EnumerateArray().Concat(own))
        {
            string name = names.GetValueOrDefault(NameOf(column), NameOf(column));
            string type = column.GetProperty("type_name").GetString()!;
            if (ZeekType.TryParse(type, out LogType logged, out LogType elements))
                columns.Add(new LogField(Encoding.UTF8.GetBytes(name), logged, elements));
            else
                unknown.Add($"{name} ({type})");
        }

        return new ZeekFilter
        {
            Stream = stream,
            Name = line.GetProperty("filter").GetString()!,
            Path = line.TryGetProperty("path", out JsonElement path) && path.GetString() is { Length: > 0 } given ? given : PathOf(stream),
            HasPathFunction = line.GetProperty("has_path_func").GetBoolean(),
            IsOurs = line.GetProperty("writer").GetString() == OurWriter,
            Columns = [.. columns],
            Unknown = [.. unknown],
            Config = [.. line.GetProperty("config").EnumerateObject().Select(entry => new RawOption(entry.Name, entry.Value.GetString()!, OptionOrigin.Filter))],
        };
    }

    private static string NameOf(JsonElement column) => column.GetProperty("name").GetString()!;

    private static HashSet<string>? Set(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement set) ? [.. set.EnumerateArray().Select(element => element.GetString()!)] : null;

    // SMB::MAPPING_LOG is smb_mapping, Conn::LOG is conn: what Log::default_path_func does, but for the case in the middle of words.
    private static string PathOf(string stream)
    {
        string[] parts = stream.Split("::");
        string rest = parts.Length > 1 ? parts[1] : "";
        rest = rest == "LOG" ? "" : rest.EndsWith("_LOG", StringComparison.Ordinal) ? "_" + rest[..^4] : "_" + rest;
        return (parts[0] + rest).ToLowerInvariant();
    }
}
