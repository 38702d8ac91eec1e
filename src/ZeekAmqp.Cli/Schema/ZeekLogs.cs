using System.Text;
using System.Text.Json;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Schema;

namespace ZeekAmqp.Cli.Schema;

/// <summary>Describes the logs of a Zeek, by what it has said of them.</summary>
/// <param name="lines">What it has said, see <see cref="ZeekScript"/>.</param>
/// <param name="messages">Takes what a reader should know.</param>
internal sealed class ZeekLogs(IReadOnlyList<string> lines, MessageArea messages)
{
    /// <summary>Whether all columns have types that are known.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Those that go to the broker; where none does, all, as they would with the same options.</summary>
    /// <param name="flags">Options from the command line, which win over Zeek's global ones, but not over a filter's.</param>
    /// <exception cref="UsageException">Zeek has said something else, or an option of its is not allowed.</exception>
    public List<DescribedLog> Describe(IReadOnlyList<RawOption> flags)
    {
        (RawOption[] options, ZeekFilter[] filters) = Read();
        ZeekFilter[] ours = [.. filters.Where(filter => filter.IsOurs)];
        if (ours.Length == 0)
        {
            string why = options.Length == 0 ? "this Zeek has no plugin Trapmine::AMQPWriter" : "in this Zeek no log has a filter with Log::WRITER_AMQP";
            messages.Write($"note: {why}; all its logs are described as they would be sent");
            ours = [.. filters.Where(filter => filter.IsDefault).Select(filter => filter with { Config = [] })];
        }

        var described = new List<DescribedLog>();
        foreach (ZeekFilter filter in ours.OrderBy(filter => filter.Path, StringComparer.Ordinal).ThenBy(filter => filter.Name, StringComparer.Ordinal))
            described.Add(Describe(filter, [.. options, .. flags, .. filter.Config], described));
        return described;
    }

    private DescribedLog Describe(ZeekFilter filter, RawOption[] options, List<DescribedLog> before)
    {
        WriterOptions parsed = Parse(filter, options);
        string path = parsed.LogPath.Length > 0 ? parsed.LogPath : filter.Path;
        if (filter.HasPathFunction)
            messages.Write($"note: filter '{filter.Name}' of {filter.Stream} has a path_func, so its records may have other paths than '{path}'");
        if (filter.Unknown.Length > 0)
        {
            IsWhole = false;
            messages.Write($"error: columns of {filter.Stream} have types that are not known here and are left out: {string.Join(", ", filter.Unknown)}");
        }

        string name = before.Any(log => log.Name == path) ? $"{path}-{filter.Name}" : path;
        return new DescribedLog(name, path, parsed, SchemaDocument.Of(new LogSchema(Encoding.UTF8.GetBytes(path), filter.Columns), parsed.Format));
    }

    private static WriterOptions Parse(ZeekFilter filter, RawOption[] options)
    {
        try
        {
            return OptionParser.Parse(options);
        }
        catch (OptionException exception)
        {
            throw new UsageException($"filter '{filter.Name}' of {filter.Stream} would not send anything: {exception.Message}");
        }
    }

    private (RawOption[] Options, ZeekFilter[] Filters) Read()
    {
        RawOption[] options = [];
        var filters = new List<ZeekFilter>();
        try
        {
            foreach (string line in lines)
            {
                using JsonDocument document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("plugin_options", out JsonElement told))
                    options = [.. told.EnumerateObject().Select(option => new RawOption(option.Name, option.Value.GetString()!))];
                else
                    filters.Add(ZeekFilter.Read(document.RootElement));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UsageException("what Zeek says of its logs is not understood; is it older than 8.0?");
        }

        return (options, [.. filters]);
    }
}
