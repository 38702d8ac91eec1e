namespace ZeekAmqp.Core.Options;

/// <summary>What is done for records that cannot be delivered at once.</summary>
/// <param name="Buffer">Where they wait.</param>
/// <param name="Overflow">What happens when there is no room.</param>
/// <param name="Unroutable">What happens to those that no queue is bound for.</param>
/// <param name="MaxWaitOnShutdown">How long finishing writers wait for confirms, all together.</param>
public sealed record DeliveryOptions(BufferMode Buffer, OverflowPolicy Overflow, UnroutablePolicy Unroutable, TimeSpan MaxWaitOnShutdown);
