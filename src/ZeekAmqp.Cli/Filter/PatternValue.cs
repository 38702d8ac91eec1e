using System.Text.Json;
using System.Text.RegularExpressions;

namespace ZeekAmqp.Cli.Filter;

/// <summary>A regular expression, to be found anywhere in a text, or in a number as it is written.</summary>
internal sealed class PatternValue : IFilterValue
{
    // Its time grows with the text and not faster, so this is never reached; a text that takes so long does not match.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    /// <param name="pattern">The expression.</param>
    /// <param name="ignoresCase">Whether upper and lower case are the same.</param>
    /// <param name="position">Where it stands, for what is wrong with it.</param>
    /// <exception cref="FilterException">It is no expression, or none of the kind that takes linear time.</exception>
    public PatternValue(string pattern, bool ignoresCase, int position)
    {
        RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            _regex = new Regex(pattern, options, MaxTime);
        }
        catch (RegexParseException exception)
        {
            throw new FilterException($"no regular expression: {Reason(exception)}", position);
        }
        catch (NotSupportedException)
        {
            throw new FilterException("this regular expression is too large, or looks around or back, which can take for ever", position);
        }
    }

    public bool IsOrdered => false;

    public bool IsEqual(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => _regex.IsMatch(JsonText.Of(value)),
                JsonValueKind.Number => _regex.IsMatch(value.GetRawText()),
                _ => false,
            };
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    public int? Compare(JsonElement value) => null;

    // The library's sentence quotes the expression first, which is shown below anyway.
    private static string Reason(RegexParseException exception)
    {
        string sentence = exception.Message;
        int begin = sentence.IndexOf($" at offset {exception.Offset}. ", StringComparison.Ordinal);
        return (begin < 0 ? sentence : sentence[(begin + $" at offset {exception.Offset}. ".Length)..]).TrimEnd('.');
    }
}
