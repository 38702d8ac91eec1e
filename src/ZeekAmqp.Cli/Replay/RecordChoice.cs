using System.Text.Json;
using ZeekAmqp.Cli.Filter;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Which records are wanted by what is in them, as it is sent. Immutable; any thread may ask.</summary>
/// <param name="filter">Says which.</param>
/// <param name="isTagged">Whether a record stands in an object that names its log.</param>
internal sealed class RecordChoice(FilterExpression filter, bool isTagged)
{
    /// <summary>Whether a record is wanted.</summary>
    /// <param name="message">The record as it is to be sent.</param>
    /// <param name="log">The path of its log.</param>
    public bool Has(ReadOnlySpan<byte> message, string log)
    {
        var reader = new Utf8JsonReader(message);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement record = isTagged ? document.RootElement.EnumerateObject().First().Value : document.RootElement;
        return filter.Matches(new JsonFields(record, log));
    }
}
