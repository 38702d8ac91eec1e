using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>What a field is compared with. Immutable.</summary>
internal interface IFilterValue
{
    /// <summary>Whether values of its kind have an order.</summary>
    bool IsOrdered { get; }

    /// <summary>Whether a value is the same as this one. Values of different kinds never are.</summary>
    /// <param name="value">A field's, or one element's of it; no array.</param>
    bool IsEqual(JsonElement value);

    /// <summary>Where a value stands: below 0 if before this one, above 0 if behind it; null if it is of another kind.</summary>
    int? Compare(JsonElement value);
}
