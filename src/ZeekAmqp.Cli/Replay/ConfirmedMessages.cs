using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Up to which message the broker has all of one writer's. Thread-safe.</summary>
internal sealed class ConfirmedMessages : ISettlementListener
{
    private readonly Lock _lock = new();

    // Confirmed before one that is older: as many at most as are under way at a time.
    private readonly HashSet<ulong> _beyond = [];

    private ulong _through;
    private ulong _firstLost = ulong.MaxValue;

    /// <summary>The broker has all messages up to this number. It does not move past one that is lost.</summary>
    public ulong Through
    {
        get
        {
            lock (_lock)
                return _through;
        }
    }

    /// <inheritdoc/>
    public void OnSettled(ulong sequence, bool isConfirmed)
    {
        lock (_lock)
        {
            if (!isConfirmed)
                _firstLost = Math.Min(_firstLost, sequence);
            else if (sequence < _firstLost)
                _beyond.Add(sequence);
            while (_beyond.Remove(_through + 1))
                _through++;
        }
    }
}
