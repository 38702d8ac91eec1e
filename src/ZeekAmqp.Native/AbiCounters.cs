using System.Runtime.InteropServices;
using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Native;

/// <summary><c>zeekamqp_counters</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AbiCounters
{
    public ulong Accepted;
    public ulong AcceptedBytes;
    public ulong Published;
    public ulong Confirmed;
    public ulong Retried;
    public ulong Returned;
    public ulong Spooled;
    public ulong Drained;
    public ulong InSpool;
    public ulong InMemory;
    public ulong DroppedFull;
    public ulong DroppedOldest;
    public ulong DroppedUnroutable;
    public ulong DroppedTooLarge;
    public ulong DroppedMalformed;
    public ulong DroppedLate;
    public ulong DroppedCorrupt;
    public ulong Abandoned;
    public ulong LagMs;

    /// <summary>The same in the header's words.</summary>
    public static AbiCounters Of(in RecordCounts counters) => new()
    {
        Accepted = (ulong)counters.Accepted,
        AcceptedBytes = (ulong)counters.AcceptedBytes,
        Published = (ulong)counters.Published,
        Confirmed = (ulong)counters.Confirmed,
        Retried = (ulong)counters.Retried,
        Returned = (ulong)counters.Returned,
        Spooled = (ulong)counters.Spooled,
        Drained = (ulong)counters.Drained,
        InSpool = (ulong)counters.InSpool,
        InMemory = (ulong)counters.InMemory,
        DroppedFull = (ulong)counters.RefusedFull,
        DroppedOldest = (ulong)counters.DroppedOldest,
        DroppedUnroutable = (ulong)counters.Unroutable,
        DroppedTooLarge = (ulong)counters.TooLarge,
        DroppedMalformed = (ulong)counters.RefusedMalformed,
        DroppedLate = (ulong)counters.RefusedLate,
        DroppedCorrupt = (ulong)counters.Corrupt,
        Abandoned = (ulong)counters.Abandoned,
        LagMs = (ulong)counters.Lag.TotalMilliseconds,
    };
}
