using System.Text;

namespace ZeekAmqp.Cli.Terminal;

/// <summary>Lines of a terminal that are drawn in place, again and again, below what was there before. One thread.</summary>
/// <param name="output">The terminal.</param>
internal sealed class LiveArea(Stream output)
{
    // ECMA-48, and DEC's private modes, which each terminal knows.
    private const string HideCursor = "\u001b[?25l";
    private const string ShowCursor = "\u001b[?25h";
    private const string EraseToEndOfLine = "\u001b[K";
    private const string EraseBelow = "\u001b[J";

    private int[] _drawn = [];
    private bool _isBegun;

    /// <summary>Draws lines in the place of those before.</summary>
    /// <param name="lines">Each with the cells that it takes, no more than <paramref name="width"/>.</param>
    /// <param name="width">Columns of the terminal now.</param>
    public void Draw(IReadOnlyList<(string Text, int Cells)> lines, int width)
    {
        var frame = new StringBuilder(_isBegun ? "" : HideCursor);
        _isBegun = true;
        // A terminal that became narrower has broken the lines that were there.
        int up = _drawn.Sum(cells => Math.Max((cells + width - 1) / Math.Max(width, 1), 1));
        if (up > 0)
            frame.Append('\r').Append($"\u001b[{up}A");
        foreach ((string text, _) in lines)
            frame.Append(text).Append(EraseToEndOfLine).Append('\n');
        frame.Append(EraseBelow);
        Write(frame.ToString());
        _drawn = [.. lines.Select(line => line.Cells)];
    }

    /// <summary>Leaves the last lines where they are, and the cursor below them as it was before.</summary>
    public void End()
    {
        if (_isBegun)
            Write(ShowCursor);
        _isBegun = false;
        _drawn = [];
    }

    // In one piece, so that nobody sees half of it.
    private void Write(string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Flush();
    }
}
