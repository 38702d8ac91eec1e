using System.Text.Encodings.Web;
using System.Text.Json;
using ZeekAmqp.Core.Schema;

namespace ZeekAmqp.Cli.Schema;

/// <summary>Prints schemas.</summary>
/// <param name="output">Where.</param>
internal sealed class SchemaPrinter(Stream output)
{
    // For people: what JSON does not demand is not escaped, but what commands a terminal is.
    private static readonly JsonWriterOptions ForPeople = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One schema a line, one for each log.</summary>
    public void PrintLines(IEnumerable<DescribedLog> logs)
    {
        foreach (DescribedLog log in logs)
        {
            output.Write(log.Schema);
            output.Write("\n"u8);
        }

        output.Flush();
    }

    /// <summary>One document, for people: the schema of the log, or, of several, one that holds for a record of any of them.</summary>
    public void Print(IReadOnlyList<DescribedLog> logs) => Print(isIndented: true, json =>
    {
        if (logs.Count == 1)
            CopySchema(json, logs[0].Schema, withDraft: true);
        else
            WriteAll(json, logs);
    });

    /// <summary>A document that is written as it is said.</summary>
    public void Print(bool isIndented, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, ForPeople with { Indented = isIndented }))
            write(json);
        output.Write("\n"u8);
        output.Flush();
    }

    /// <summary>Writes a schema as a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="withDraft">Whether it says which version of JSON Schema it is of; within another document that is said once.</param>
    public static void CopySchema(Utf8JsonWriter json, byte[] schema, bool withDraft)
    {
        using JsonDocument document = JsonDocument.Parse(schema);
        json.WriteStartObject();
        foreach (JsonProperty member in document.RootElement.EnumerateObject().Where(member => withDraft || member.Name != "$schema"))
            member.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter json, IReadOnlyList<DescribedLog> logs)
    {
        json.WriteStartObject();
        json.WriteString("$schema", SchemaDocument.Draft);
        json.WriteString("title", "Zeek logs");
        json.WriteStartArray("anyOf");
        foreach (DescribedLog log in logs)
        {
            json.WriteStartObject();
            // A JSON pointer in a URI's fragment: RFC 6901, sections 3 and 6.
            json.WriteString("$ref", "#/$defs/" + Uri.EscapeDataString(log.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("$defs");
        foreach (DescribedLog log in logs)
        {
            json.WritePropertyName(log.Name);
            CopySchema(json, log.Schema, withDraft: false);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
