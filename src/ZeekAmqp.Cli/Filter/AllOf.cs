namespace ZeekAmqp.Cli.Filter;

/// <summary><c>&amp;&amp;</c></summary>
internal sealed class AllOf(ICondition[] parts) : ICondition
{
    public bool Holds(IRecordFields record) => Array.TrueForAll(parts, part => part.Holds(record));
}
