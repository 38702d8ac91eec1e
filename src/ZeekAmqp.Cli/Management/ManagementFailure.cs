namespace ZeekAmqp.Cli.Management;

/// <summary>A question that the management API did not answer.</summary>
/// <param name="Fault">What kind of failure.</param>
/// <param name="Text">One line for people: what, where, why, what to do. No secret; words of the server may be in it.</param>
internal sealed record ManagementFailure(ManagementFault Fault, string Text);
