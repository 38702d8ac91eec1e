namespace ZeekAmqp.Core.Spool;

/// <summary>Parts of names that keep processes apart.</summary>
internal static class RandomName
{
    // 36^6: two billion, for processes that share a pid and a millisecond.
    private const int Length = 6;

    public static string Next() => new(Random.Shared.GetItems("abcdefghijklmnopqrstuvwxyz0123456789".AsSpan(), Length));
}
