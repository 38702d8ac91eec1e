using Spectre.Console;

namespace ZeekAmqp.Cli.Filter;

/// <summary>A text is no filter.</summary>
/// <param name="problem">What is wrong, for the user.</param>
/// <param name="position">Where in the text: from 0 to its length.</param>
internal sealed class FilterException(string problem, int position) : Exception(problem)
{
    // As much of a long text as a line of a terminal takes.
    private const int MaxBefore = 50;
    private const int MaxBehind = 20;

    /// <summary>Where in the text it is.</summary>
    public int Position { get; } = position;

    /// <summary>The text around the place, and below it a line that points there.</summary>
    /// <param name="text">The text that was read.</param>
    public (string Text, string Caret) Show(string text)
    {
        int from = Math.Max(0, Position - MaxBefore);
        int to = Math.Min(text.Length, Position + MaxBehind);
        string before = (from > 0 ? "…" : "") + Plain(text[from..Position]);
        string behind = Plain(text[Position..to]) + (to < text.Length ? "…" : "");
        return (before + behind, new string(' ', before.GetCellWidth()) + "^");
    }

    // One cell for each: a tab or a line's end would take the caret elsewhere.
    private static string Plain(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
