using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Replay;

/// <summary>
/// Reports the lines of one file that are no records: the first ones each, the others as a number. Of lines one behind the other with the same
/// fault, as in a file that is no log at all, only the first is shown.
/// </summary>
/// <param name="file">The file's name.</param>
/// <param name="messages">Where to report.</param>
/// <param name="counters">Counts them.</param>
internal sealed class MalformedLines(string file, MessageArea messages, ReadCounters counters)
{
    private const int MaxShown = 20;

    private string _fault = "";
    private long _lastLine;
    private long _alike;
    private int _shown;
    private long _others;

    /// <summary>Reports a line.</summary>
    /// <param name="lineNumber">Its number, from 1 on.</param>
    /// <param name="problem">What is wrong with it, and behind that perhaps <c>: '</c> and how it begins.</param>
    public void Add(long lineNumber, string problem)
    {
        counters.AddMalformed();
        string fault = problem.Split(": '")[0];
        bool isAlike = fault == _fault && lineNumber == _lastLine + 1;
        _fault = fault;
        _lastLine = lineNumber;
        if (isAlike)
        {
            _alike++;
            return;
        }

        ShowAlike();
        if (_shown < MaxShown)
        {
            _shown++;
            messages.Write($"{file}:{lineNumber}: {problem}");
        }
        else
        {
            _others++;
        }
    }

    /// <summary>The file has ended.</summary>
    public void Finish()
    {
        ShowAlike();
        if (_others > 0)
            messages.Write($"{file}: {_others} more malformed line{(_others == 1 ? "" : "s")}");
        _others = 0;
    }

    private void ShowAlike()
    {
        // Behind a line that was not shown, neither are these.
        if (_others > 0)
            _others += _alike;
        else if (_alike > 0)
            messages.Write($"{file}: the same with {(_alike == 1 ? "the line" : $"{_alike} lines")} behind it");
        _alike = 0;
    }
}
