namespace ZeekAmqp.Cli.Terminal;

/// <summary>Makes text of others safe to show.</summary>
internal static class ShownText
{
    /// <summary>The text with its control characters as <c>\xHH</c>: it stays on its line, and commands no terminal.</summary>
    public static string Of(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString())) : text;
}
