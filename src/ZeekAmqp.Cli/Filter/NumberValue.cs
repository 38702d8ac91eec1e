using System.Globalization;
using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>A number. Whole ones of 64 bits are compared exactly, others as doubles.</summary>
/// <param name="text">As JSON writes it, but for a plus or zeros at its front.</param>
internal sealed class NumberValue(string text) : IFilterValue
{
    private readonly Int128? _whole =
        Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 whole) ? whole : null;

    private readonly double _real = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public bool IsOrdered => true;

    public bool IsEqual(JsonElement value) => Compare(value) == 0;

    public int? Compare(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return null;
        if (_whole is { } whole)
        {
            if (value.TryGetInt64(out long signed))
                return ((Int128)signed).CompareTo(whole);
            if (value.TryGetUInt64(out ulong unsigned))
                return ((Int128)unsigned).CompareTo(whole);
        }

        return value.TryGetDouble(out double real) ? real.CompareTo(_real) : null;
    }
}
