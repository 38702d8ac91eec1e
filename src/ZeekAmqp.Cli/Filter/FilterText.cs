using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.Filter;

/// <summary>Reads what <c>--filter</c> says.</summary>
internal static class FilterText
{
    /// <summary>Reads a filter; null if there is none.</summary>
    /// <exception cref="UsageException">The text is none; the message shows the place.</exception>
    public static FilterExpression? Read(string? text)
    {
        if (text is null)
            return null;
        try
        {
            return FilterExpression.Parse(text);
        }
        catch (FilterException exception)
        {
            (string shown, string caret) = exception.Show(text);
            throw new UsageException($"--filter, column {exception.Position + 1}: {exception.Message}") { Below = [$"    {shown}", $"    {caret}"] };
        }
    }
}
