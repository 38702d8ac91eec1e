using System.Text.Json;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Zeek;

/// <summary>How Zeek is set up.</summary>
/// <param name="Version">Zeek's version.</param>
/// <param name="Node">The cluster node; empty outside of a cluster.</param>
/// <param name="Options">What the plugin's module says; none without the plugin.</param>
/// <param name="Filters">The filters that send logs to the broker.</param>
internal sealed record ZeekAnswer(string Version, string Node, IReadOnlyList<RawOption> Options, IReadOnlyList<ZeekFilter> Filters)
{
    /// <summary>Takes it out of what Zeek printed; null if it is not there.</summary>
    public static ZeekAnswer? Find(string output)
    {
        string? line = output.Split('\n').LastOrDefault(line => line.StartsWith(ZeekScript.Mark, StringComparison.Ordinal));
        if (line is null)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line[ZeekScript.Mark.Length..]);
            JsonElement root = document.RootElement;
            return new ZeekAnswer(
                root.GetProperty("zeek").GetString()!,
                root.GetProperty("node").GetString()!,
                Read(root.GetProperty("options"), OptionOrigin.Global),
                [.. root.GetProperty("filters").EnumerateArray().Select(ReadFilter)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ZeekFilter ReadFilter(JsonElement filter) => new(
        filter.GetProperty("name").GetString()!, filter.GetProperty("path").GetString()!, Read(filter.GetProperty("config"), OptionOrigin.Filter));

    private static List<RawOption> Read(JsonElement table, OptionOrigin origin) =>
        [.. table.EnumerateObject().Select(member => new RawOption(member.Name, member.Value.GetString()!, origin))];
}
