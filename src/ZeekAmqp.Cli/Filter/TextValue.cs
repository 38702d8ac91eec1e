using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>A text, compared character by character.</summary>
internal sealed class TextValue(string text) : IFilterValue
{
    public bool IsOrdered => true;

    public bool IsEqual(JsonElement value) => value.ValueKind == JsonValueKind.String && JsonText.IsEqual(value, text);

    public int? Compare(JsonElement value) => value.ValueKind == JsonValueKind.String ? string.CompareOrdinal(JsonText.Of(value), text) : null;
}
