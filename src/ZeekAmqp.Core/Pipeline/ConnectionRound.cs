namespace ZeekAmqp.Core.Pipeline;

/// <summary>Deals a broker's connections out, one after the other and then from the first one on again. Thread-safe.</summary>
/// <param name="connections">How many there are.</param>
internal sealed class ConnectionRound(int connections)
{
    private uint _dealt;

    /// <summary>The next one, from 0.</summary>
    public int Next() => (int)((Interlocked.Increment(ref _dealt) - 1) % (uint)connections);
}
