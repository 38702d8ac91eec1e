using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>One broker's segments for reuse, in the sizes that its writers ask for. Thread-safe.</summary>
/// <param name="keptBytes">How much is kept of each size.</param>
internal sealed class SegmentPools(long keptBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, SegmentPool> _pools = [];

    /// <summary>Those that the messages of a writer have room in.</summary>
    public SegmentPool For(BatchOptions batch)
    {
        int size = SizeFor(batch);
        lock (_lock)
        {
            if (!_pools.TryGetValue(size, out SegmentPool? pool))
                _pools.Add(size, pool = new SegmentPool(size, keptBytes));
            return pool;
        }
    }

    /// <summary>Keeps no others than these writers need: what a change of sizes leaves behind would stay for good.</summary>
    public void Keep(IEnumerable<BatchOptions> needed)
    {
        HashSet<int> sizes = [.. needed.Select(SizeFor)];
        lock (_lock)
        {
            foreach ((int size, SegmentPool pool) in _pools.Where(entry => !sizes.Contains(entry.Key)).ToArray())
            {
                _pools.Remove(size);
                pool.Retire();
            }
        }
    }

    private static int SizeFor(BatchOptions batch) => SegmentPool.SizeFor(batch.IsOn ? batch.MaxBytes : 0);
}
