namespace ZeekAmqp.Core.Tests;

/// <summary>What code leaves for the garbage collector.</summary>
internal static class Allocation
{
    private const int Rounds = 40;

    /// <summary>The least that one of several rounds has allocated in this thread. Code that allocates does so in each.</summary>
    /// <remarks>The runtime compiles, and later compiles anew, in the thread that calls, and allocates for that, at any time in the first rounds.</remarks>
    public static long Least(Action round) => Least(() =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        round();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });

    /// <summary>The same of rounds that measure by themselves.</summary>
    public static long Least(Func<long> round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Rounds && least > 0; i++)
            least = Math.Min(least, round());
        return least;
    }
}
