using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Spool;

/// <summary>On a terminal, how much of a spool has been read. One thread.</summary>
internal sealed class ReadProgress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Surroundings _surroundings;
    private readonly MessageArea _messages;
    private readonly long _total;
    private long _shownAt;

    /// <param name="surroundings">The terminal.</param>
    /// <param name="view">What is to be read.</param>
    public ReadProgress(Surroundings surroundings, SpoolView view)
    {
        _surroundings = surroundings;
        _messages = new MessageArea(surroundings.Error, surroundings.CanDrawOnError);
        _total = view.Lanes.Sum(lane => lane.Segments.Sum(segment => segment.Length));
        _shownAt = surroundings.Time.GetTimestamp();
    }

    /// <summary>So many bytes have been read.</summary>
    public void Look(long bytes)
    {
        if (!_surroundings.CanDrawOnError || _surroundings.Time.GetElapsedTime(_shownAt) < Interval)
            return;
        _shownAt = _surroundings.Time.GetTimestamp();
        string line = FormattableString.Invariant($"read {bytes / 1e6:0.0} of {_total / 1e6:0.0} MB");
        _messages.ShowLine(line[..Math.Min(line.Length, Math.Max(0, _surroundings.Width() - 1))]);
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose() => _messages.ShowLine("");
}
