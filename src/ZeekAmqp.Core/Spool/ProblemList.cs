using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Spool;

/// <summary>What a person should hear of a store: a few lines, however much is damaged. Thread-safe.</summary>
internal sealed class ProblemList
{
    private const int MaxKept = 4;

    private readonly Lock _lock = new();
    private readonly Queue<string> _kept = new();
    private long _lostBeside;

    public void Add(string problem)
    {
        lock (_lock)
        {
            if (_kept.Count < MaxKept)
                _kept.Enqueue(problem);
        }
    }

    /// <summary>Records are lost to damage in a file.</summary>
    public void AddLoss(long records, string path, long offset)
    {
        lock (_lock)
        {
            if (_kept.Count < MaxKept)
                _kept.Enqueue($"{Quantity.Records(records)} lost: the spool file '{path}' is damaged from byte {offset} on; check the disk");
            else
                _lostBeside += records;
        }
    }

    /// <summary>Takes the oldest line; null if there is none.</summary>
    public string? Take()
    {
        lock (_lock)
        {
            if (_kept.TryDequeue(out string? problem))
                return problem;
            if (_lostBeside == 0)
                return null;
            problem = $"{Quantity.Records(_lostBeside)} more lost to damage in spool files";
            _lostBeside = 0;
            return problem;
        }
    }
}
