using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Texts in the cells of a terminal. What the wire held cannot command it: controls become dots.</summary>
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
            text = Cut(text, cells - 1) + "…";
            width = text.GetCellWidth();
        }

        return text + new string(' ', cells - width);
    }

    /// <summary>The text without what a terminal would obey or hide.</summary>
    public static string Printable(string text)
    {
        if (text.All(character => character is >= ' ' and <= '~'))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Format characters turn the direction of the line, or hide.
            bool isShown = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned);
            shown.Append(isShown ? rune : new Rune('.'));
        }

        return shown.ToString();
    }

    private static string Cut(string text, int cells)
    {
        var cut = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            cells -= rune.ToString().GetCellWidth();
            if (cells < 0)
                break;
            cut.Append(rune);
        }

        return cut.ToString();
    }
}
