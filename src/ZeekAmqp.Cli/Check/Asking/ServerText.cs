using System.Text;

namespace ZeekAmqp.Cli.Check.Asking;

/// <summary>Reads what a broker says of itself: a table of AMQP, whose texts are bytes.</summary>
internal static class ServerText
{
    /// <summary>Reads a connection's server properties.</summary>
    public static Greeting Greeting(IDictionary<string, object?>? properties, TimeSpan heartbeat)
    {
        var capabilities = Value(properties, "capabilities") as IDictionary<string, object?>;
        return new Greeting(
            Text(properties, "product"),
            Text(properties, "version"),
            Text(properties, "cluster_name"),
            [.. (capabilities ?? new Dictionary<string, object?>()).Where(capability => capability.Value is true).Select(capability => capability.Key).Order(StringComparer.Ordinal)],
            heartbeat);
    }

    private static string Text(IDictionary<string, object?>? properties, string name) =>
        Value(properties, name) is byte[] text ? Encoding.UTF8.GetString(text) : "";

    private static object? Value(IDictionary<string, object?>? properties, string name) =>
        properties is not null && properties.TryGetValue(name, out object? value) ? value : null;
}
