using ZeekAmqp.Cli.Check.Asking;

namespace ZeekAmqp.Cli.Check.Connecting;

/// <summary>Says what the broker tells of itself, and whether that will do.</summary>
internal static class GreetingSteps
{
    private static readonly Version OldestTested = new(3, 10);

    /// <summary>Product and version.</summary>
    public static CheckStep Broker(Greeting greeting)
    {
        string product = greeting.Product.Length == 0 ? "a broker that does not say what it is" : $"{greeting.Product} {greeting.Version}".Trim();
        string text = greeting.Cluster.Length == 0 ? product : $"{product}, cluster '{greeting.Cluster}'";
        CheckStep step = greeting switch
        {
            _ when !greeting.Capabilities.Contains("publisher_confirms") =>
                CheckStep.Failed(StepName.Broker, $"{text}: it does not confirm messages, and nothing counts as delivered without", "use RabbitMQ 3.10 or later"),
            { IsRabbitMq: false } => CheckStep.Warning(StepName.Broker, $"{text}: tested is RabbitMQ alone", "use RabbitMQ 3.10 or later"),
            _ when Version.TryParse(greeting.Version.Split('-', '+')[0], out Version? version) && version < OldestTested =>
                CheckStep.Warning(StepName.Broker, $"{text}: older than what this is made for", "use RabbitMQ 3.10 or later"),
            _ => CheckStep.Ok(StepName.Broker, text),
        };
        return step with { Data = [("product", greeting.Product), ("version", greeting.Version), ("cluster", greeting.Cluster), ("capabilities", greeting.Capabilities)] };
    }

    /// <summary>How soon each side notices that the other has gone.</summary>
    public static CheckStep Heartbeat(Greeting greeting)
    {
        double seconds = greeting.Heartbeat.TotalSeconds;
        CheckStep step = seconds > 0
            // See Handshake.Heartbeat.
            ? CheckStep.Ok(StepName.Heartbeat, $"every {seconds:0} s: a broker that has gone without a word is noticed after some {seconds * 3:0} s")
            : CheckStep.Warning(StepName.Heartbeat, "none: a broker that has gone without a word is not noticed", "set heartbeat in the broker's configuration to 60");
        return step with { Data = [("seconds", seconds)] };
    }
}
