namespace ZeekAmqp.Core.Spool;

/// <summary>How much waits in a lane.</summary>
/// <param name="Records">Log records that are not settled; those that a damaged place has cost are among them.</param>
/// <param name="OldestUnixSeconds">When the oldest of them was taken; null if none can be read.</param>
/// <param name="NewestUnixSeconds">When the newest was.</param>
public readonly record struct LaneExtent(long Records, long? OldestUnixSeconds, long? NewestUnixSeconds);
