using System.Text;

namespace ZeekAmqp.Cli.Filter;

/// <summary>Takes a filter's text apart from left to right, as its reader asks for it. One thread.</summary>
/// <param name="text">The filter.</param>
internal sealed class FilterScanner(string text)
{
    private const char NameQuote = '`';

    /// <summary>Where the next piece begins, or the text ends.</summary>
    public int Position { get; private set; }

    /// <summary>Whether nothing but blanks is left.</summary>
    public bool IsAtEnd
    {
        get
        {
            SkipBlanks();
            return Position == text.Length;
        }
    }

    /// <summary>The next character behind blanks; NUL at the end.</summary>
    public char Next => IsAtEnd ? '\0' : text[Position];

    /// <summary>Goes on to the next piece.</summary>
    public void SkipBlanks()
    {
        while (Position < text.Length && char.IsWhiteSpace(text[Position]))
            Position++;
    }

    /// <summary>Takes a sign, if it is what comes next.</summary>
    public bool TryTake(string sign)
    {
        if (IsAtEnd || !text.AsSpan(Position).StartsWith(sign, StringComparison.Ordinal))
            return false;
        Position += sign.Length;
        return true;
    }

    /// <summary>Takes a word of letters, if it is what comes next.</summary>
    public bool TryTakeWord(string word)
    {
        if (IsAtEnd || PeekWord(IsInName) is var next && next != word)
            return false;
        Position += word.Length;
        return true;
    }

    /// <summary>Takes a field's name: letters, digits, <c>_</c> and <c>.</c>, or anything in backquotes. Empty if there is none.</summary>
    /// <exception cref="FilterException">A backquote is not closed.</exception>
    public string TakeName()
    {
        if (Next == NameQuote)
        {
            int begin = Position + 1;
            int end = text.IndexOf(NameQuote, begin);
            if (end < 0)
                throw new FilterException("a name in backquotes is not closed", Position);
            Position = end + 1;
            return text[begin..end];
        }

        string name = Next is (>= '0' and <= '9') or '.' ? "" : PeekWord(IsInName);
        Position += name.Length;
        return name;
    }

    /// <summary>Takes what may be a number, an address or a word; empty if there is nothing of the kind.</summary>
    public string TakeWord()
    {
        string word = IsAtEnd ? "" : PeekWord(IsInWord);
        Position += word.Length;
        return word;
    }

    /// <summary>Takes a text in double quotes.</summary>
    /// <exception cref="FilterException">It is not closed, or has a backslash that means nothing.</exception>
    public string TakeQuoted()
    {
        int begin = Position++;
        var taken = new StringBuilder();
        while (Position < text.Length)
        {
            char character = text[Position++];
            if (character == '"')
                return taken.ToString();
            if (character != '\\')
            {
                taken.Append(character);
                continue;
            }

            if (Position == text.Length)
                break;
            taken.Append(text[Position++] switch
            {
                '"' => '"',
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => throw new FilterException(@"a backslash stands before \, "", n, r or t only; a regular expression can stand between slashes: /\.org$/", Position - 2),
            });
        }

        throw new FilterException("a text in quotes is not closed", begin);
    }

    /// <summary>Takes a regular expression between slashes; <c>\/</c> in it is a slash.</summary>
    /// <exception cref="FilterException">It is not closed.</exception>
    public string TakePattern()
    {
        int begin = Position++;
        var taken = new StringBuilder();
        while (Position < text.Length)
        {
            char character = text[Position++];
            if (character == '/')
                return taken.ToString();
            if (character == '\\' && Position < text.Length)
            {
                if (text[Position] != '/')
                    taken.Append(character);
                character = text[Position++];
            }

            taken.Append(character);
        }

        throw new FilterException("a regular expression is not closed; write \\/ for a slash in it", begin);
    }

    private static bool IsInName(char character) => char.IsLetterOrDigit(character) || character is '_' or '.';

    private static bool IsInWord(char character) => IsInName(character) || character is ':' or '/' or '+' or '-';

    private string PeekWord(Func<char, bool> isIn)
    {
        int end = Position;
        while (end < text.Length && isIn(text[end]))
            end++;
        return text[Position..end];
    }
}
