using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>Decides whether one writer's records go to disk before they go to the broker. Belongs to the delivery loop.</summary>
internal sealed class SpoolTrigger(BufferMode mode, MemoryBudget budget, TimeProvider time)
{
    // Without progress for this long, a crash should find the records on disk.
    private static readonly TimeSpan LongestInMemory = TimeSpan.FromSeconds(1);

    private long _lastProgress = time.GetTimestamp();

    /// <summary>Whether they do now.</summary>
    public bool IsOn { get; private set; } = mode == BufferMode.Disk;

    /// <summary>Why, in words that complete "records wait on disk: …".</summary>
    public string Why { get; private set; } = "the broker is away, or takes fewer than come";

    /// <summary>The broker takes messages, or nothing waits for it.</summary>
    public void NoteProgress() => _lastProgress = time.GetTimestamp();

    /// <summary>Decides anew.</summary>
    /// <param name="isDelivering">Whether messages can be published.</param>
    /// <param name="isEnding">Whether the process may end soon.</param>
    /// <param name="waiting">Messages that are in memory only and not yet published.</param>
    /// <param name="isBehind">Whether messages that are on disk are still to be published.</param>
    /// <param name="isRoomWanted">Whether the writer found memory full.</param>
    public void Decide(bool isDelivering, bool isEnding, int waiting, bool isBehind, bool isRoomWanted)
    {
        if (mode == BufferMode.Disk)
            return;
        if (IsOn)
        {
            // Back to memory once the broker has been given all that is on disk.
            IsOn = isEnding || !isDelivering || isBehind;
        }
        else if (waiting > 0)
        {
            bool isLate = time.GetElapsedTime(_lastProgress) > LongestInMemory;
            bool isShort = budget.IsTight || isRoomWanted;
            IsOn = isLate || isShort || isEnding;
            Why = isLate ? "the broker is away, or takes none" : "the broker takes fewer than come, and memory is short";
        }
    }
}
