using System.Text.RegularExpressions;

namespace ZeekAmqp.Cli.Filter;

/// <summary>Reads what stands behind an operator.</summary>
internal sealed partial class FilterValueReader(FilterScanner scanner)
{
    /// <summary>Reads one value.</summary>
    /// <exception cref="FilterException">There is none, or it has no order where one is needed.</exception>
    public IFilterValue Read(Comparing comparing)
    {
        scanner.SkipBlanks();
        int begin = scanner.Position;
        IFilterValue value = Read();
        if (!value.IsOrdered && comparing is not (Comparing.Equal or Comparing.NotEqual))
            throw new FilterException("this has no order; only numbers and texts in quotes have", begin);
        return value;
    }

    /// <summary>Reads a regular expression.</summary>
    /// <exception cref="FilterException">There is none.</exception>
    public IFilterValue ReadPattern()
    {
        bool isQuoted = scanner.Next == '"';
        int begin = scanner.Position;
        if (!isQuoted && scanner.Next != '/')
            throw new FilterException("a regular expression is expected here: /…/ or \"…\"", begin);
        string pattern = isQuoted ? scanner.TakeQuoted() : scanner.TakePattern();
        return new PatternValue(pattern, ignoresCase: !isQuoted && scanner.TryTakeWord("i"), begin);
    }

    /// <summary>Reads a subnet, or a list in brackets.</summary>
    /// <exception cref="FilterException">There is none.</exception>
    public IFilterValue ReadGroup()
    {
        scanner.SkipBlanks();
        int begin = scanner.Position;
        if (!scanner.TryTake("["))
            return Read() is NetworkValue network ? network : throw new FilterException("a subnet or a list is expected here: 10.0.0.0/8 or [80, 443]", begin);
        var values = new List<IFilterValue>();
        do
            values.Add(Read());
        while (scanner.TryTake(","));
        if (!scanner.TryTake("]"))
            throw scanner.IsAtEnd ? new FilterException("this [ is not closed", begin) : new FilterException("a comma or ] is expected here", scanner.Position);
        return new ListValue([.. values]);
    }

    private IFilterValue Read()
    {
        if (scanner.Next == '"')
            return new TextValue(scanner.TakeQuoted());
        int begin = scanner.Position;
        string word = scanner.TakeWord();
        if (word.Length == 0)
            throw new FilterException(scanner.Next == '\'' ? "texts stand in double quotes" : "a value is expected here", begin);
        if (word is "true" or "T" or "false" or "F")
            return new TruthValue(word is "true" or "T");
        if (NumberForm().IsMatch(word))
            return new NumberValue(word);
        return NetworkValue.TryParse(word) ?? throw new FilterException(
            char.IsAsciiLetter(word[0]) && !word.Contains(':')
                ? "a value is expected here; texts stand in double quotes"
                : "this is no number, address or subnet; texts stand in double quotes",
            begin);
    }

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm();
}
