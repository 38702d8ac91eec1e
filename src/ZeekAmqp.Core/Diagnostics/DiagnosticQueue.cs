namespace ZeekAmqp.Core.Diagnostics;

/// <summary>
/// Diagnostics that wait until the thread that may report them asks. Thread-safe.
/// </summary>
/// <remarks>
/// Zeek lets only a writer's own thread report, so nothing here calls out. Bounded: when nobody asks, the oldest is dropped and
/// the next one taken says how many were.
/// </remarks>
public sealed class DiagnosticQueue
{
    private const int Capacity = 64;

    private readonly Lock _lock = new();
    private readonly Queue<Diagnostic> _queue = new();
    private int _dropped;

    /// <summary>Adds a message.</summary>
    public void Add(DiagnosticLevel level, string text) => Add(new Diagnostic(level, text));

    /// <summary>Adds a message.</summary>
    public void Add(in Diagnostic diagnostic)
    {
        lock (_lock)
        {
            if (_queue.Count == Capacity)
            {
                _queue.Dequeue();
                _dropped++;
            }

            _queue.Enqueue(diagnostic);
        }
    }

    /// <summary>Takes the oldest message.</summary>
    public bool TryTake(out Diagnostic diagnostic)
    {
        lock (_lock)
        {
            if (_dropped > 0)
            {
                diagnostic = new Diagnostic(DiagnosticLevel.Warning, $"{_dropped} earlier messages were not reported in time");
                _dropped = 0;
                return true;
            }

            return _queue.TryDequeue(out diagnostic);
        }
    }
}
