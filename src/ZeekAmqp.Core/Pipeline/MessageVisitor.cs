namespace ZeekAmqp.Core.Pipeline;

/// <summary>Sees a message, and may put another one in its place.</summary>
internal delegate void MessageVisitor(ref OutboundMessage message);
