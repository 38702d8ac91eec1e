namespace ZeekAmqp.Cli.Filter;

/// <summary><c>!</c></summary>
internal sealed class Not(ICondition inner) : ICondition
{
    public bool Holds(IRecordFields record) => !inner.Holds(record);
}
