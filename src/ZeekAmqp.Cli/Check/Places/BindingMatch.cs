namespace ZeekAmqp.Cli.Check.Places;

/// <summary>Says whether a binding takes a routing key.</summary>
internal static class BindingMatch
{
    /// <summary>Whether it does. Of types that go by something else than the key, none does as far as this knows.</summary>
    /// <param name="type">The exchange's.</param>
    /// <param name="bindingKey">The binding's key.</param>
    /// <param name="routingKey">The message's.</param>
    public static bool Takes(string type, string bindingKey, string routingKey) => type switch
    {
        "fanout" => true,
        "direct" => bindingKey == routingKey,
        "topic" => TopicPattern.Takes(bindingKey, routingKey),
        _ => false,
    };
}
