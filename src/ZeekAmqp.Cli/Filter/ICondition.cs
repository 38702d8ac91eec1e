namespace ZeekAmqp.Cli.Filter;

/// <summary>What a record has to fulfil. Immutable; any thread may ask.</summary>
internal interface ICondition
{
    /// <summary>Whether a record does.</summary>
    bool Holds(IRecordFields record);
}
