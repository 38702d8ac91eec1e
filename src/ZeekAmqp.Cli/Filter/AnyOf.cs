namespace ZeekAmqp.Cli.Filter;

/// <summary><c>||</c></summary>
internal sealed class AnyOf(ICondition[] parts) : ICondition
{
    public bool Holds(IRecordFields record) => Array.Exists(parts, part => part.Holds(record));
}
