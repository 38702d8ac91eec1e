namespace ZeekAmqp.Core.Options;

/// <summary>One host of a broker and its port.</summary>
/// <param name="Host">A name, or an address without brackets: <c>fe80::1%eth0</c>.</param>
/// <param name="Port">1 to 65535.</param>
public readonly record struct BrokerAddress(string Host, int Port)
{
    /// <summary>As people write it: <c>mq1:5672</c>, <c>[::1]:5672</c>.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
