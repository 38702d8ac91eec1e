using System.Text;
using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Stats;

/// <summary>A line of the view, with tones. What others have said in it cannot command the terminal.</summary>
internal sealed class StyledLine
{
    private readonly List<(string Text, Tone Tone)> _parts = [];

    /// <summary>How many cells it takes.</summary>
    public int Cells { get; private set; }

    /// <summary>Adds a text at its end.</summary>
    public StyledLine Add(string text, Tone tone = Tone.Plain)
    {
        string shown = TableLayout.Printable(text);
        _parts.Add((shown, tone));
        Cells += Stats.Cells.WidthOf(shown);
        return this;
    }

    /// <summary>The line as it is written.</summary>
    /// <param name="width">Columns that there are; what is longer is cut.</param>
    /// <param name="hasColours">Whether tones are told to a terminal (ECMA-48, the 16 colours that each has).</param>
    public string Format(int width, bool hasColours)
    {
        var line = new StringBuilder();
        int rest = width;
        foreach ((string text, Tone tone) in _parts)
        {
            if (rest <= 0)
                break;
            int cells = Stats.Cells.WidthOf(text);
            string shown = cells > rest ? Stats.Cells.Fit(text, rest) : text;
            rest -= cells;
            string code = hasColours ? CodeOf(tone) : "";
            line.Append(code.Length > 0 ? $"\u001b[{code}m{shown}\u001b[0m" : shown);
        }

        return line.ToString().TrimEnd(' ');
    }

    private static string CodeOf(Tone tone) => tone switch
    {
        Tone.Head => "1",
        Tone.Faint => "2",
        Tone.Good => "32",
        Tone.Warning => "33",
        Tone.Bad => "1;31",
        _ => "",
    };
}
