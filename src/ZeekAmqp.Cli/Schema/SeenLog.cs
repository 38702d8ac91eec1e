using System.Text;
using System.Text.Json;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Schema;

namespace ZeekAmqp.Cli.Schema;

/// <summary>One log as far as it was read: the columns of its heads, or what its JSON has in it.</summary>
/// <param name="path">Its path.</param>
internal sealed class SeenLog(string path)
{
    // Far more than any log has; what is beyond is allowed by the schema all the same.
    private const int MaxMembers = 10_000;

    private readonly Dictionary<string, SeenValues> _members = [];
    private LogSchema? _columns;
    private LogSchema? _last;
    private long _jsonRecords;

    /// <summary>Whether its columns are not known, but only what was in some records.</summary>
    public bool IsInferred => _columns is null;

    /// <summary>How many records of JSON it has.</summary>
    public long JsonRecords => _jsonRecords;

    /// <summary>Takes the columns of a head; those of an earlier one stay.</summary>
    /// <returns>A column that has another type now, or null.</returns>
    public LogField? AddColumns(LogSchema columns)
    {
        if (ReferenceEquals(columns, _last))
            return null;
        _last = columns;
        LogField[] known = _columns?.Fields ?? [];
        LogField[] others = [.. columns.Fields.Where(field => !known.Any(other => other.Name == field.Name))];
        _columns = new LogSchema(Encoding.UTF8.GetBytes(path), [.. known, .. others]);
        return columns.Fields.FirstOrDefault(
            field => known.Any(other => other.Name == field.Name && (other.Type != field.Type || other.Subtype != field.Subtype)));
    }

    /// <summary>Takes a record of JSON.</summary>
    public void AddRecord(ReadOnlySpan<byte> json)
    {
        _jsonRecords++;
        var reader = new Utf8JsonReader(json);
        using JsonDocument record = JsonDocument.ParseValue(ref reader);
        foreach (JsonProperty member in record.RootElement.EnumerateObject())
        {
            if (!_members.TryGetValue(member.Name, out SeenValues? values))
            {
                if (_members.Count == MaxMembers)
                    continue;
                _members.Add(member.Name, values = new SeenValues());
            }

            values.Add(member.Value);
        }
    }

    /// <summary>The schema of its records.</summary>
    public byte[] ToSchema(RecordFormat format) => _columns is not null
        ? SchemaDocument.Of(_columns, format)
        : SchemaDocument.OfSeen(path, format, _members.Select(member => (member.Key, member.Value.ToSchema())), _jsonRecords);
}
