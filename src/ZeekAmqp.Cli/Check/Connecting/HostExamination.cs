using ZeekAmqp.Cli.Check.Asking;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Connecting;

/// <summary>One host that was tried.</summary>
/// <param name="Host">The host.</param>
/// <param name="Sight">What was seen on the way.</param>
/// <param name="Questions">The connection; null if there is none. Whoever gets this closes it.</param>
internal sealed record HostExamination(BrokerAddress Host, HostSight Sight, IBrokerQuestions? Questions);
