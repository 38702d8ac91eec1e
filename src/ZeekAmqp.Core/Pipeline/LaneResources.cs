using ZeekAmqp.Core.Diagnostics;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>What a delivery lane works with.</summary>
/// <param name="Budget">Memory, shared by all writers of a broker.</param>
/// <param name="Spool">Its place on disk; null if there is none.</param>
/// <param name="Compressor">Compresses messages of several records. The lane disposes of it.</param>
/// <param name="UnderWay">How many messages all lanes of the broker have under way.</param>
/// <param name="Outcomes">When the broker last answered any lane of the same connection.</param>
/// <param name="Diagnostics">Where it reports.</param>
/// <param name="Counters">What it counts.</param>
/// <param name="Listener">Hears what becomes of messages; null if nobody asks.</param>
internal sealed record LaneResources(
    MemoryBudget Budget,
    LaneSpool? Spool,
    CurrentCompressor Compressor,
    MessagesUnderWay UnderWay,
    OutcomeClock Outcomes,
    DiagnosticQueue Diagnostics,
    WriterCounters Counters,
    ISettlementListener? Listener = null);
