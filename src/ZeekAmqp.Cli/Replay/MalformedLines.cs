using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Reports the lines of one file that are no records: the first ones each, the others as a number.</summary>
/// <param name="file">The file's name.</param>
/// <param name="messages">Where to report.</param>
/// <param name="counters">Counts them.</param>
internal sealed class MalformedLines(string file, MessageArea messages, ReadCounters counters)
{
    private const int MaxShown = 20;

    private long _count;

    /// <summary>Reports a line.</summary>
    public void Add(long lineNumber, string problem)
    {
        counters.AddMalformed();
        if (_count++ < MaxShown)
            messages.Write($"{file}:{lineNumber}: {problem}");
    }

    /// <summary>The file has ended.</summary>
    public void Finish()
    {
        if (_count > MaxShown)
            messages.Write($"{file}: {_count - MaxShown} more malformed lines");
    }
}
