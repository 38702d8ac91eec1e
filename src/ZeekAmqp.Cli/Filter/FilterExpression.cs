namespace ZeekAmqp.Cli.Filter;

/// <summary>
/// Says which records are wanted: <c>id.resp_p == 443 &amp;&amp; (service == "ssl" || duration > 1.5)</c>. docs/tool/tail.md has the language.
/// Immutable; any thread may ask.
/// </summary>
internal sealed class FilterExpression
{
    private readonly ICondition _condition;

    private FilterExpression(ICondition condition)
    {
        _condition = condition;
    }

    /// <summary>Reads a filter.</summary>
    /// <exception cref="FilterException">The text is none.</exception>
    public static FilterExpression Parse(string text) => new(new FilterParser(text).Parse());

    /// <summary>Whether a record is wanted. A comparison with a field that it does not have is false.</summary>
    public bool Matches(IRecordFields record) => _condition.Holds(record);
}
