namespace ZeekAmqp.Cli.Check.Asking;

/// <summary>What a broker says of itself when it is connected to.</summary>
/// <param name="Product">Its name; empty if it does not say.</param>
/// <param name="Version">Its version; empty if it does not say.</param>
/// <param name="Cluster">Its cluster's name; empty if it does not say.</param>
/// <param name="Capabilities">What it can.</param>
/// <param name="Heartbeat">How often both sides say that they are there; zero for never.</param>
internal sealed record Greeting(string Product, string Version, string Cluster, IReadOnlyList<string> Capabilities, TimeSpan Heartbeat)
{
    /// <summary>Whether it is RabbitMQ, whose order of looking at things is known.</summary>
    public bool IsRabbitMq => Product == "RabbitMQ";
}
