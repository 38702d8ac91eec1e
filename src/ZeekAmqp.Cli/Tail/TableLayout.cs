using System.Text;
using Spectre.Console;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Fits rows into a width. What the wire held cannot command the terminal: controls become dots.</summary>
internal sealed class TableLayout
{
    private const int MinSummaryCells = 18;
    private const int EndpointCells = 21; // 255.255.255.255:65535

    /// <summary>Between columns.</summary>
    public const string Gap = "  ";

    private readonly List<(Func<MessageRow, string> Cell, int Cells, bool IsLog)> _columns;

    /// <param name="width">Columns of the terminal.</param>
    public TableLayout(int width)
    {
        // The widest that leaves room for a summary.
        int time = 19;
        int log = 12;
        int uid = 18;
        if (Rest(width, time, log, uid) < MinSummaryCells)
            (time, log) = (8, 8);
        if (Rest(width, time, log, uid) < MinSummaryCells)
            uid = 0;
        _columns =
        [
            (row => time < row.Time.Length && row.Time.Length == 19 ? row.Time[11..] : row.Time, time, false),
            (row => row.Log, log, true),
            (row => row.Uid, uid, false),
            (row => row.Source, EndpointCells, false),
            (row => row.Destination, EndpointCells, false),
            (row => row.Summary, Math.Max(Rest(width, time, log, uid), 8), false),
        ];
        _columns.RemoveAll(column => column.Cells == 0);
    }

    /// <summary>The row as a line.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isColoured">Whether its log's name has the log's colour.</param>
    public string Format(MessageRow row, bool isColoured = false)
    {
        var line = new StringBuilder();
        foreach ((Func<MessageRow, string> cell, int cells, bool isLog) in _columns)
        {
            if (line.Length > 0)
                line.Append(Gap);
            string text = Fit(Printable(cell(row)), cells);
            line.Append(isColoured && isLog ? Colours.OfLog(row.Log, text) : text);
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>A printable text in so many cells, 1 or more: filled with blanks, or cut.</summary>
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

    /// <summary>As much of the text as fits into so many cells.</summary>
    public static string Cut(string text, int cells)
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

    /// <summary>The text without what would command a terminal.</summary>
    public static string Printable(string text)
    {
        if (text.All(character => character is >= ' ' and <= '~'))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Format characters turn the direction of the line, or hide.
            bool isShown = Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.PrivateUse
                or System.Globalization.UnicodeCategory.OtherNotAssigned);
            shown.Append(isShown ? rune : new Rune('.'));
        }

        return shown.ToString();
    }

    private static int Rest(int width, int time, int log, int uid) =>
        width - time - log - uid - (2 * EndpointCells) - ((uid == 0 ? 4 : 5) * Gap.Length);
}
