using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>A binding of an exchange.</summary>
/// <param name="Source">The exchange; empty for the default one, which each queue is bound to by its name.</param>
/// <param name="Destination">The queue or exchange.</param>
/// <param name="IsToQueue">Which of them.</param>
/// <param name="RoutingKey">The key.</param>
/// <param name="Arguments">What a headers exchange looks for.</param>
internal sealed record BindingState(
    string Source, string Destination, bool IsToQueue, string RoutingKey, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>Reads the API's object.</summary>
    public static BindingState Read(JsonElement json) => new(
        json.Text("source"), json.Text("destination"), json.Text("destination_type") == "queue", json.Text("routing_key"), json.Table("arguments"));
}
