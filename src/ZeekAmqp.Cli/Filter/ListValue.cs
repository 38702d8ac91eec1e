using System.Text.Json;

namespace ZeekAmqp.Cli.Filter;

/// <summary>Several values, any of which will do.</summary>
internal sealed class ListValue(IFilterValue[] values) : IFilterValue
{
    public bool IsOrdered => false;

    public bool IsEqual(JsonElement value)
    {
        foreach (IFilterValue one in values)
        {
            if (one.IsEqual(value))
                return true;
        }

        return false;
    }

    public int? Compare(JsonElement value) => null;
}
