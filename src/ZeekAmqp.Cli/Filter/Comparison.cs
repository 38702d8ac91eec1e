using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>Compares a field with a value. Of an array, one element has to fulfil it; with <c>!=</c>, all of them.</summary>
internal sealed class Comparison(string field, Comparing comparing, IFilterValue value) : ICondition
{
    public bool Holds(IRecordFields record)
    {
        if (!record.TryFind(field, out JsonElement found))
            return false;
        return comparing == Comparing.NotEqual ? !HoldsAnywhere(found, Comparing.Equal) : HoldsAnywhere(found, comparing);
    }

    private bool HoldsAnywhere(JsonElement found, Comparing how)
    {
        if (found.ValueKind != JsonValueKind.Array)
            return Holds(found, how);
        foreach (JsonElement element in found.EnumerateArray())
        {
            if (Holds(element, how))
                return true;
        }

        return false;
    }

    private bool Holds(JsonElement found, Comparing how) => how switch
    {
        Comparing.Equal => value.IsEqual(found),
        Comparing.Below => value.Compare(found) < 0,
        Comparing.AtMost => value.Compare(found) <= 0,
        Comparing.Above => value.Compare(found) > 0,
        _ => value.Compare(found) >= 0,
    };
}
