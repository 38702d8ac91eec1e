using System.Text;
using Spectre.Console;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Columns that a user has chosen: as wide as what came in them so far needs, as far as the terminal reaches. One thread.</summary>
/// <param name="fields">Their fields, one or more.</param>
internal sealed class FieldColumns(IReadOnlyList<string> fields)
{
    // Wider ones are cut, but for the last column: one long text is not to push all others away.
    private const int MaxCells = 40;

    // Columns grow by so much at least, so that heads are not written with each row.
    private const int Step = 4;

    private readonly int[] _cells = [.. fields.Select(field => Math.Max(TableLayout.Printable(field).GetCellWidth(), UsualCells(field)))];

    /// <summary>Makes room for a row.</summary>
    /// <returns>Whether columns have changed.</returns>
    public bool Grow(IReadOnlyList<string> row, int width)
    {
        bool hasGrown = false;
        // The last one needs no end.
        for (int i = 0; i < row.Count - 1; i++)
        {
            int needed = Math.Min(row[i].GetCellWidth(), MaxCells);
            int missing = needed - _cells[i];
            int rest = width - _cells.Sum() - ((_cells.Length - 1) * TableLayout.Gap.Length);
            if (missing <= 0 || missing > rest)
                continue;
            _cells[i] += Math.Min(Math.Max(missing, Step), rest);
            hasGrown = true;
        }

        return hasGrown;
    }

    /// <summary>A row as a line, no wider than the terminal.</summary>
    /// <param name="row">A printable text for each column.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="paint">Makes a column stand out; gets its number and its text.</param>
    public string Format(IReadOnlyList<string> row, int width, Func<int, string, string> paint)
    {
        var line = new StringBuilder();
        int rest = width;
        for (int i = 0; i < row.Count && rest > 0; i++)
        {
            bool isLast = i == row.Count - 1;
            int cells = Math.Min(isLast ? Math.Max(row[i].GetCellWidth(), 1) : _cells[i], rest);
            line.Append(paint(i, TableLayout.Fit(row[i], cells)));
            rest -= cells + TableLayout.Gap.Length;
            if (!isLast)
                line.Append(TableLayout.Gap);
        }

        return line.ToString().TrimEnd();
    }

    private static int UsualCells(string field) => field switch
    {
        "ts" or "_write_ts" => 19,
        "uid" or "fuid" => 18,
        // An address of IPv4.
        _ when field.EndsWith("_h", StringComparison.Ordinal) => 15,
        _ when field.EndsWith("_p", StringComparison.Ordinal) => 5,
        _ => 4,
    };
}
