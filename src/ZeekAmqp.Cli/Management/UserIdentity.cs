using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>As whom the API takes us.</summary>
/// <param name="Name">The user.</param>
/// <param name="Tags"><c>management</c>, <c>policymaker</c>, <c>monitoring</c>, <c>administrator</c>, or others that mean nothing to the API.</param>
internal sealed record UserIdentity(string Name, IReadOnlyList<string> Tags)
{
    /// <summary>Reads the API's object.</summary>
    public static UserIdentity Read(JsonElement json) => new(json.Text("name"), json.Texts("tags"));
}
