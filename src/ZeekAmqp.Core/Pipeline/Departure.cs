namespace ZeekAmqp.Core.Pipeline;

/// <summary>
/// The wish that a delivery loop leave its channel and open another, because the way to the broker has changed: when all that is under way
/// is confirmed, or after a while. <see cref="Ask"/> is any thread's, the rest the loop's.
/// </summary>
internal sealed class Departure(TimeProvider time)
{
    // What is under way is confirmed within that by any broker that works; what is not is published again.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private long _askedAt;
    private volatile bool _isAsked;

    /// <summary>Whether nothing more is to be published on the present channel.</summary>
    public bool IsAsked => _isAsked;

    /// <summary>Whether the channel is to be left, whatever is under way.</summary>
    public bool IsDue => _isAsked && time.GetElapsedTime(Volatile.Read(ref _askedAt)) >= Longest;

    /// <summary>Asks for it. Wake the loop after it.</summary>
    public void Ask()
    {
        Volatile.Write(ref _askedAt, time.GetTimestamp());
        _isAsked = true;
    }

    /// <summary>A channel that is opened from now on is one of the new way.</summary>
    public void Clear() => _isAsked = false;
}
