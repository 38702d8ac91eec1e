namespace ZeekAmqp.Cli.Filter;

/// <summary>Reads a filter, by recursive descent. Used once.</summary>
/// <remarks>
/// <code>
/// any        = all { "||" all }
/// all        = one { "&amp;&amp;" one }
/// one        = "!" one | "(" any ")" | field [ operator value | "=~" pattern | "in" ( subnet | "[" value { "," value } "]" ) ]
/// </code>
/// </remarks>
internal sealed class FilterParser
{
    // Far more than people write, and far less than the stack takes.
    private const int MaxDepth = 200;

    private static readonly (string Sign, Comparing Comparing)[] Operators =
    [
        // A longer sign before one that it begins with.
        ("==", Comparing.Equal),
        ("!=", Comparing.NotEqual),
        ("<=", Comparing.AtMost),
        (">=", Comparing.AtLeast),
        ("<", Comparing.Below),
        (">", Comparing.Above),
    ];

    private static readonly (string Wrong, string Advice)[] Slips =
    [
        ("=", "'=' is no operator; == compares"),
        ("&", "'&' is no operator; && means and"),
        ("|", "'|' is no operator; || means or"),
        ("!~", "'!~' is no operator; write !(… =~ …)"),
        ("'", "texts stand in double quotes"),
        (")", "a ( is missing for this )"),
    ];

    private static readonly string[] Conjunctions = ["and", "or", "not"];

    private readonly FilterScanner _scanner;
    private readonly FilterValueReader _values;
    private int _depth;

    public FilterParser(string text)
    {
        _scanner = new FilterScanner(text);
        _values = new FilterValueReader(_scanner);
    }

    /// <summary>Reads all of the text.</summary>
    /// <exception cref="FilterException">It is no filter.</exception>
    public ICondition Parse()
    {
        if (_scanner.IsAtEnd)
            throw new FilterException("it is empty", 0);
        ICondition condition = ParseAny();
        return _scanner.IsAtEnd ? condition : throw Unexpected("&&, || or the end is expected here");
    }

    private ICondition ParseAny()
    {
        var parts = new List<ICondition>();
        do
            parts.Add(ParseAll());
        while (_scanner.TryTake("||"));
        return parts is [var only] ? only : new AnyOf([.. parts]);
    }

    private ICondition ParseAll()
    {
        var parts = new List<ICondition>();
        do
            parts.Add(ParseOne());
        while (_scanner.TryTake("&&"));
        return parts is [var only] ? only : new AllOf([.. parts]);
    }

    private ICondition ParseOne()
    {
        _scanner.SkipBlanks();
        int begin = _scanner.Position;
        if (++_depth > MaxDepth)
            throw new FilterException($"more than {MaxDepth} parentheses and ! inside each other", begin);
        ICondition condition;
        if (_scanner.TryTake("!"))
        {
            condition = new Not(ParseOne());
        }
        else if (_scanner.TryTake("("))
        {
            condition = ParseAny();
            if (!_scanner.TryTake(")"))
                throw _scanner.IsAtEnd ? new FilterException("this ( is not closed", begin) : Unexpected("&&, || or ) is expected here");
        }
        else
        {
            condition = ParseField();
        }

        _depth--;
        return condition;
    }

    private ICondition ParseField()
    {
        bool isQuoted = _scanner.Next == '`';
        int begin = _scanner.Position;
        string field = _scanner.TakeName();
        if (field.Length == 0)
            throw Unexpected(_scanner.Next is '"' or '-' or ':' or (>= '0' and <= '9') ? "a field comes first, and then what it is compared with" : "a field's name is expected here");
        if (!isQuoted && field is "true" or "false" or "in")
            throw new FilterException($"a field's name is expected here; write `{field}` if it is one", begin);
        foreach ((string sign, Comparing comparing) in Operators)
        {
            if (_scanner.TryTake(sign))
                return new Comparison(field, comparing, _values.Read(comparing));
        }

        if (_scanner.TryTake("=~"))
            return new Comparison(field, Comparing.Equal, _values.ReadPattern());
        return _scanner.TryTakeWord("in") ? new Comparison(field, Comparing.Equal, _values.ReadGroup()) : new IsThere(field);
    }

    private FilterException Unexpected(string expected)
    {
        _scanner.SkipBlanks();
        int position = _scanner.Position;
        foreach ((string wrong, string advice) in Slips)
        {
            if (_scanner.TryTake(wrong))
                return new FilterException(advice, position);
        }

        string? conjunction = Conjunctions.FirstOrDefault(_scanner.TryTakeWord);
        return new FilterException(conjunction is null ? expected : $"'{conjunction}' is no operator; use &&, || and !", position);
    }
}
