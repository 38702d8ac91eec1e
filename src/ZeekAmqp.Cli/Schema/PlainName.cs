namespace ZeekAmqp.Cli.Schema;

/// <summary>Names that things have within an AsyncAPI document.</summary>
internal static class PlainName
{
    /// <summary>A text as letters, digits, dots, dashes and low lines, which is all that names of components may have.</summary>
    public static string Of(string text)
    {
        string plain = string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));
        return plain.Length == 0 ? "_" : plain;
    }

    /// <summary>The same for a parameter, which may not have dots.</summary>
    public static string OfParameter(string text) => Of(text).Replace('.', '_');

    /// <summary>A name that nobody has yet: the plain one, or that and a number.</summary>
    public static string Unused(string text, Func<string, bool> isUsed)
    {
        string plain = Of(text);
        string name = plain;
        for (int number = 2; isUsed(name); number++)
            name = $"{plain}-{number}";
        return name;
    }
}
