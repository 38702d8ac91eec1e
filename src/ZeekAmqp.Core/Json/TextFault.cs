namespace ZeekAmqp.Core.Json;

/// <summary>Turns what a parser throws into an answer.</summary>
internal static class TextFault
{
    /// <summary>What is wrong with a text, in the parser's words, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parse">Throws a <see cref="FormatException"/> for what is wrong.</param>
    public static string? Of(string text, Action<string> parse)
    {
        try
        {
            parse(text);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }
}
