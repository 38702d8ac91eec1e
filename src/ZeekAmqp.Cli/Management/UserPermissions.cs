using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>What a user may do in a vhost, as regular expressions of names; an empty one allows nothing but the default exchange.</summary>
internal sealed record UserPermissions(string User, string VirtualHost, string Configure, string Write, string Read)
{
    /// <summary>Reads the API's object.</summary>
    public static UserPermissions Of(JsonElement json) => new(
        json.Text("user"), json.Text("vhost"), json.Text("configure"), json.Text("write"), json.Text("read"));
}
