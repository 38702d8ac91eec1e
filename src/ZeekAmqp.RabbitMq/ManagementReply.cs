namespace ZeekAmqp.RabbitMq;

/// <summary>What a web server has said.</summary>
/// <param name="Status">Status code of HTTP.</param>
/// <param name="Body">All that came.</param>
/// <param name="Location">Where else it sends us; null for nowhere.</param>
/// <param name="Date">The server's time, in whole seconds, as of some moment between <paramref name="Sent"/> and <paramref name="Received"/>; null if it does not say.</param>
/// <param name="Sent">Our time, before we asked.</param>
/// <param name="Received">Our time, when the reply was there.</param>
public sealed record ManagementReply(int Status, byte[] Body, string? Location, DateTimeOffset? Date, DateTimeOffset Sent, DateTimeOffset Received);
