using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Replay;

/// <summary>What all who read files of a replay share.</summary>
/// <param name="Request">What to send.</param>
/// <param name="Outputs">Where records go.</param>
/// <param name="Positions">How far each file is sent.</param>
/// <param name="Counters">How far the reading is.</param>
/// <param name="Messages">Where people are told.</param>
/// <param name="Stop">No more is to be read.</param>
internal sealed record Stage(
    ReplayRequest Request, LogOutputs Outputs, Positions Positions, ReadCounters Counters, MessageArea Messages, CancellationToken Stop);
