using System.Globalization;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Stats;

/// <summary>Draws snapshots in place, on a terminal.</summary>
internal sealed class LiveView : IStatsView
{
    private readonly Surroundings _surroundings;
    private readonly LiveArea _area;
    private readonly bool _isPerNode;
    private StatsSnapshot? _last;
    private (int Width, int Height) _size;

    /// <param name="surroundings">The terminal.</param>
    /// <param name="isPerNode">Whether each node has a table of its own.</param>
    public LiveView(Surroundings surroundings, bool isPerNode)
    {
        _surroundings = surroundings;
        _area = new LiveArea(surroundings.Output);
        _isPerNode = isPerNode;
    }

    public bool IsLive => true;

    public void Show(StatsSnapshot snapshot)
    {
        _last = snapshot;
        Draw();
    }

    public void Adjust()
    {
        if (_last is not null && Size() != _size)
            Draw();
    }

    public void End() => _area.End();

    private (int Width, int Height) Size() => (_surroundings.Width(), _surroundings.Height());

    private void Draw()
    {
        _size = Size();
        StyledLine[] lines = [Title(), .. new StatsLayout(_size.Width).Lines(_last!, _isPerNode)];
        // The cursor stands below the last line: the terminal would scroll if there were no room for it.
        int room = Math.Max(_size.Height - 1, 1);
        if (lines.Length > room)
            lines = [.. lines[..(room - 1)], new StyledLine().Add($"… and {lines.Length - room + 1} lines more: make the window higher", Tone.Faint)];
        _area.Draw([.. lines.Select(line => (line.Format(_size.Width, _surroundings.HasColours), Math.Min(line.Cells, _size.Width)))], _size.Width);
    }

    private StyledLine Title() => new StyledLine()
        .Add("zeek-amqp stats", Tone.Head)
        .Add($"  {_last!.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}")
        .Add("  Ctrl-C ends", Tone.Faint);
}
