using System.Globalization;
using System.Text;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Writes tables below one another.</summary>
/// <param name="output">Where.</param>
/// <param name="width">Columns that there are.</param>
/// <param name="isPerNode">Whether each node has a table of its own.</param>
internal sealed class PlainView(Stream output, Func<int> width, bool isPerNode) : IStatsView
{
    private bool _isFirst = true;

    public bool IsLive => false;

    public void Show(StatsSnapshot snapshot)
    {
        int columns = width();
        var text = new StringBuilder(_isFirst ? "" : "\n");
        _isFirst = false;
        text.Append(snapshot.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)).Append('\n');
        foreach (StyledLine line in new StatsLayout(columns).Lines(snapshot, isPerNode))
            text.Append(line.Format(columns, hasColours: false)).Append('\n');
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        output.Flush();
    }

    public void Adjust()
    {
    }

    public void End()
    {
    }
}
