using System.Text;

namespace ZeekAmqp.Benchmarks;

/// <summary>What is compared for its speed has to do the same work.</summary>
internal static class SameBytes
{
    /// <exception cref="InvalidOperationException">The texts differ.</exception>
    public static void Require(ReadOnlySpan<byte> ours, ReadOnlySpan<byte> theirs)
    {
        if (!ours.SequenceEqual(theirs))
            throw new InvalidOperationException($"not the same:\n{Encoding.UTF8.GetString(ours)}\n{Encoding.UTF8.GetString(theirs)}");
    }
}
