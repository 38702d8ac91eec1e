using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Stats;

/// <summary>A table: a column of names, and columns of numbers to its right.</summary>
internal static class StatsTable
{
    private const int MinNameCells = 8;
    private const int MaxNameCells = 40;

    /// <summary>Its lines, heads first.</summary>
    /// <param name="name">Head of the names, and the name of each row.</param>
    /// <param name="columns">The numbers.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static IEnumerable<StyledLine> Lines<T>((string Head, Func<T, string> Of) name, IReadOnlyList<StatsColumn<T>> columns, IReadOnlyList<T> rows, int width)
    {
        int rest = width - columns.Sum(column => column.Cells + Cells.Gap.Length);
        int longest = rows.Select(row => Cells.WidthOf(TableLayout.Printable(name.Of(row)))).Append(name.Head.Length).Max();
        int nameCells = Math.Clamp(longest, MinNameCells, Math.Clamp(rest, MinNameCells, MaxNameCells));

        var heads = new StyledLine().Add(Cells.Fit(name.Head, nameCells), Tone.Head);
        foreach (StatsColumn<T> column in columns)
            heads.Add(Cells.Gap).Add(column.Head.PadLeft(column.Cells), Tone.Head);
        yield return heads;
        foreach (T row in rows)
        {
            var line = new StyledLine().Add(Cells.Fit(TableLayout.Printable(name.Of(row)), nameCells));
            foreach (StatsColumn<T> column in columns)
                line.Add(Cells.Gap).Add(column.Text(row, column.Cells).PadLeft(column.Cells), column.Tone?.Invoke(row) ?? Tone.Plain);
            yield return line;
        }
    }
}
