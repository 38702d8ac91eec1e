namespace ZeekAmqp.RabbitMq;

/// <summary>What was agreed on with TLS.</summary>
/// <param name="Protocol">Version, for people.</param>
/// <param name="Cipher">The cipher suite, by its name at IANA.</param>
/// <param name="ClientNotAfter">When our own certificate expires; null without one.</param>
public sealed record TlsSight(string Protocol, string Cipher, DateTimeOffset? ClientNotAfter);
