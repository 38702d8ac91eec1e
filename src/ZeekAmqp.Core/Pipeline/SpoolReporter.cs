using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>Turns what happens to one broker's spool into one message for each change of state, for all writers together. Thread-safe.</summary>
internal sealed class SpoolReporter(BrokerOptions first, DiagnosticQueue diagnostics, TimeProvider time)
{
    // A disk that fails again and again for one reason is one trouble, told once in this time.
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMinutes(1);

    private const int MaxRemembered = 256;

    private readonly Lock _lock = new();
    private volatile BrokerOptions _broker = first;
    private readonly HashSet<string> _problems = [];
    private int _spoolingLanes;
    private long _spoolingSince;
    private long _drained;
    private bool _isTold;
    private long? _toldAt;
    private string? _trouble;
    private long _troubleToldAt;

    /// <summary>Whose records they are.</summary>
    public BrokerOptions Broker
    {
        set => _broker = value;
    }

    /// <summary>A writer begins to put records on disk because they cannot be sent.</summary>
    public void Began(string folder, string why)
    {
        lock (_lock)
        {
            if (_spoolingLanes++ != 0)
                return;
            // A broker that is just too slow makes records wait again and again.
            _isTold = _toldAt is not { } told || time.GetElapsedTime(told) >= RepeatInterval;
            _spoolingSince = time.GetTimestamp();
            _drained = 0;
            if (!_isTold)
                return;
            _toldAt = _spoolingSince;
            diagnostics.Add(DiagnosticLevel.Warning, $"records for {_broker} wait on disk, in {Path.GetDirectoryName(folder)}: {why}");
        }
    }

    /// <summary>All that a writer had on disk since it began is delivered or given up.</summary>
    public void Ended(long drained)
    {
        lock (_lock)
        {
            _drained += drained;
            if (--_spoolingLanes != 0 || !_isTold)
                return;
            diagnostics.Add(
                DiagnosticLevel.Info,
                $"{_broker} has got what waited on disk, {Quantity.Records(_drained)}, {time.GetElapsedTime(_spoolingSince).TotalSeconds:0.#} s after "
                + "the first of them had to");
        }
    }

    /// <summary>The disk does not do its part.</summary>
    public void Trouble(Exception exception)
    {
        string text = exception is SpoolException
            ? exception.Message
            : $"a defect of this program, please report it: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        lock (_lock)
        {
            if (text == _trouble && time.GetElapsedTime(_troubleToldAt) < RepeatInterval)
                return;
            _trouble = text;
            _troubleToldAt = time.GetTimestamp();
            diagnostics.Add(DiagnosticLevel.Error, $"{text}; until that is over, records wait in memory only, up to max_queue_bytes");
        }
    }

    /// <summary>The disk works.</summary>
    public void Works()
    {
        lock (_lock)
        {
            if (_trouble is null)
                return;
            _trouble = null;
            diagnostics.Add(DiagnosticLevel.Info, $"the disk takes records for {_broker} again");
        }
    }

    /// <summary>Something on disk is not as it was written. Told once: what cannot be used stays, and is found again each time.</summary>
    public void Problem(string text)
    {
        lock (_lock)
        {
            if (_problems.Count == MaxRemembered)
                _problems.Clear();
            if (_problems.Add(text))
                diagnostics.Add(DiagnosticLevel.Error, text);
        }
    }

    /// <summary>What an earlier process left is found, and is sent now.</summary>
    public void FoundLeft(string folder, long records) =>
        diagnostics.Add(DiagnosticLevel.Info, $"{Quantity.Records(records)} that an earlier process left in {folder} are sent to {_broker} now");

    /// <summary>What an earlier process left is delivered.</summary>
    public void SentLeft(string folder, long records) =>
        diagnostics.Add(DiagnosticLevel.Info, $"{_broker} has got the {Quantity.Records(records)} that an earlier process left in {folder}");

    /// <summary>Records wait for brokers that nobody sends to.</summary>
    public void FoundOthers(IReadOnlyList<string> folders) =>
        diagnostics.Add(
            DiagnosticLevel.Warning,
            $"records for other brokers wait on disk and nobody sends them: {string.Join(", ", folders)}; a writer with the options they "
            + "were written with sends them, and a folder that is not wanted may be removed");
}
