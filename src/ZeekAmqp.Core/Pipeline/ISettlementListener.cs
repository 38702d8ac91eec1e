namespace ZeekAmqp.Core.Pipeline;

/// <summary>Hears what has become of one writer's messages. Called by its delivery loop: must return at once and never throw.</summary>
public interface ISettlementListener
{
    /// <summary>A message is done with. Messages are settled in any order, each once; those that are given up at the end never are.</summary>
    /// <param name="sequence">Its <see cref="OutboundMessage.Sequence"/>.</param>
    /// <param name="isConfirmed">Whether the broker has it; else it is lost.</param>
    void OnSettled(ulong sequence, bool isConfirmed);
}
