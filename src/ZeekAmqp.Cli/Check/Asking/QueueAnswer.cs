namespace ZeekAmqp.Cli.Check.Asking;

/// <summary>What the broker says of a queue.</summary>
/// <param name="Answer">Whether it is there.</param>
/// <param name="Messages">Messages that are ready; 0 if it is not.</param>
/// <param name="Consumers">Its consumers; 0 if it is not.</param>
internal readonly record struct QueueAnswer(Answer Answer, uint Messages = 0, uint Consumers = 0);
