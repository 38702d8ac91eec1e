using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>True or false.</summary>
internal sealed class TruthValue(bool isTrue) : IFilterValue
{
    public bool IsOrdered => false;

    public bool IsEqual(JsonElement value) => value.ValueKind == (isTrue ? JsonValueKind.True : JsonValueKind.False);

    public int? Compare(JsonElement value) => null;
}
