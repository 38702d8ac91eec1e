using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>How a writer waits for room in memory: as long as there is hope, and no longer than a bound. The writer's thread only.</summary>
internal sealed class RoomWait(DeliveryEngine engine, DeliveryLane lane, CurrentDelivery delivery, TimeProvider time)
{
    // Zeek's queue to a writer's thread has no bound: a writer that waits for long lets Zeek's memory grow.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    // Who asks again anyway should get the chance to look whether the process ends.
    private static readonly TimeSpan LongestIfBlocking = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    // What was settled or on disk when waiting was in vain: until that moves, it is not waited for again.
    private long _movedInVain = -1;
    private OverflowPolicy _overflowInVain;

    private long Moved => lane.Counters.Accepted - lane.Counters.Outstanding + lane.Counters.Spooled;

    /// <summary>Takes room for a body; waits for it if that is worth while.</summary>
    public bool TryReserve(int size)
    {
        lane.WantRoom();
        OverflowPolicy overflow = delivery.Options.Overflow;
        if (overflow == OverflowPolicy.Block)
        {
            return IsRoomWithin(LongestIfBlocking, size);
        }

        long moved = Moved;
        if (moved == _movedInVain && overflow == _overflowInVain)
            return false;
        long started = time.GetTimestamp();
        while (lane.MakesRoom && time.GetElapsedTime(started) < Longest)
        {
            if (IsRoomWithin(PollInterval, size))
                return true;
            lane.WantRoom();
        }

        _overflowInVain = overflow;
        _movedInVain = Moved == moved ? moved : -1;
        return false;
    }

    private bool IsRoomWithin(TimeSpan time, int size)
    {
        engine.Budget.WaitForRoom(time);
        if (engine.Budget.TryReserve(size))
            return true;
        // What is gathered, by whichever log, makes no room before it is under way.
        engine.SealGathered();
        return false;
    }
}
