namespace ZeekAmqp.Core.Options;

/// <summary>An option is unknown or has a value that is not allowed. The message names both, and what is allowed.</summary>
public sealed class OptionException(string message) : Exception(message);
