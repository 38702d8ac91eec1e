using Spectre.Console;
using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Texts in the cells of a terminal.</summary>
internal static class Cells
{
    /// <summary>Between columns.</summary>
    public const string Gap = "  ";

    /// <summary>How many cells a printable text takes.</summary>
    public static int WidthOf(string text) => text.GetCellWidth();

    /// <summary>The text in so many cells: filled with blanks, or cut.</summary>
    /// <param name="text">A printable text.</param>
    /// <param name="cells">1 or more.</param>
    public static string Fit(string text, int cells)
    {
        int width = text.GetCellWidth();
        if (width > cells)
        {
            text = TableLayout.Cut(text, cells - 1) + "…";
            width = text.GetCellWidth();
        }

        return text + new string(' ', cells - width);
    }
}
