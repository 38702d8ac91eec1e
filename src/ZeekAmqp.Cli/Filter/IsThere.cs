namespace ZeekAmqp.Cli.Filter;

/// <summary>A field's name alone: the record has it, whatever its value is.</summary>
internal sealed class IsThere(string field) : ICondition
{
    public bool Holds(IRecordFields record) => record.TryFind(field, out _);
}
