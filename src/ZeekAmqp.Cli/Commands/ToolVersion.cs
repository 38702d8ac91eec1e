using System.Reflection;

namespace ZeekAmqp.Cli.Commands;

/// <summary>Which version of the tool this is: that of the file VERSION.</summary>
internal static class ToolVersion
{
    /// <summary>E.g. <c>1.0.0</c>.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
