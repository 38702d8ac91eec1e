using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Spool;

/// <summary>Where a lane's messages go and whose they are: what a later process needs to deliver them.</summary>
/// <param name="Target">Where they go, and what they are marked with.</param>
/// <param name="Path">The log's path.</param>
/// <param name="WriterInstance">With a message's sequence number, its id.</param>
public sealed record SpoolRoute(PublishTarget Target, string Path, string WriterInstance);
