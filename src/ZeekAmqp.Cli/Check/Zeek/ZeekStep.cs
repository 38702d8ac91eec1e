using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Check.Zeek;

/// <summary>Lets Zeek say what its scripts make of the options.</summary>
/// <param name="binary">Zeek; null to seek it on PATH.</param>
/// <param name="scripts">Its scripts and arguments.</param>
/// <param name="path">The log whose options are wanted.</param>
/// <param name="variable">Reads the environment.</param>
internal sealed class ZeekStep(string? binary, IReadOnlyList<string> scripts, string path, Func<string, string?> variable)
{
    // The filter that the plugin's own scripts add.
    private const string UsualFilter = "amqp";

    private static readonly string[] Secrets = ["username", "password"];

    /// <summary>Asks Zeek, and reports that step.</summary>
    /// <param name="flags">What was said on the command line; it wins.</param>
    /// <param name="report">Gets the step.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The options; null if there are none.</returns>
    public async Task<ZeekOptions?> AskAsync(IReadOnlyList<RawOption> flags, CheckReport report, CancellationToken cancellation)
    {
        if (Find() is not { } zeek)
        {
            report.Add(CheckStep.Failed(StepName.Zeek, "there is no zeek on PATH", "name it by --zeek-binary, e.g. /opt/zeek/bin/zeek"));
            return null;
        }

        (ZeekAnswer? answer, string why, string advice) = await new ZeekRun(zeek, scripts).AskAsync(cancellation).ConfigureAwait(false);
        if (answer is null)
        {
            report.Add(CheckStep.Failed(StepName.Zeek, why, advice));
            return null;
        }

        if (answer.Options.Count == 0)
        {
            report.Add(CheckStep.Failed(
                StepName.Zeek,
                $"Zeek {answer.Version} has no plugin Trapmine::AMQPWriter",
                "install it, or set ZEEK_PLUGIN_PATH to the folder that it was built in; zeek -N Trapmine::AMQPWriter shows whether Zeek finds it"));
            return null;
        }

        ZeekFilter[] filters = [.. answer.Filters.Where(filter => filter.Path == path).OrderBy(filter => filter.Name != UsualFilter).ThenBy(filter => filter.Name, StringComparer.Ordinal)];
        report.Add(Describe(answer, filters));
        return new ZeekOptions(Merge(answer.Options, filters.FirstOrDefault()?.Config ?? [], flags), answer.Node);
    }

    /// <summary>One list of the three, the weakest first. Flags count as a filter's: they win over what says the same in another way, too.</summary>
    internal static IReadOnlyList<RawOption> Merge(IReadOnlyList<RawOption> global, IReadOnlyList<RawOption> filter, IReadOnlyList<RawOption> flags)
    {
        string[] said = [.. Secrets.Where(secret => flags.Any(flag => flag.Name.StartsWith(secret, StringComparison.Ordinal)))];
        return
        [
            .. global,
            .. filter.Where(option => !said.Any(secret => option.Name.StartsWith(secret, StringComparison.Ordinal))),
            .. flags.Select(flag => flag with { Origin = OptionOrigin.Filter }),
        ];
    }

    private CheckStep Describe(ZeekAnswer answer, ZeekFilter[] filters)
    {
        (string, object?)[] data = [("version", answer.Version), ("node", answer.Node), ("filters", filters.Select(filter => filter.Name)), ("logs", answer.Filters.Select(filter => filter.Path).Distinct().Order(StringComparer.Ordinal))];
        string begin = $"Zeek {answer.Version}";
        CheckStep step = filters.Length switch
        {
            0 => CheckStep.Warning(
                StepName.Zeek,
                $"{begin} sends no log '{path}' to the broker ({answer.Filters.Count} other logs); the options for all logs are checked",
                "redef LogAMQP::send_all_active_logs = T; or logs_to_send; or name another log by --path"),
            1 => CheckStep.Ok(StepName.Zeek, $"{begin} sends log '{path}' by filter '{filters[0].Name}', and {answer.Filters.Count - 1} other logs"),
            _ => CheckStep.Ok(StepName.Zeek, $"{begin} sends log '{path}' by {filters.Length} filters; '{filters[0].Name}' is checked, not {string.Join(", ", filters.Skip(1).Select(filter => $"'{filter.Name}'"))}"),
        };
        return step with { Data = data };
    }

    private string? Find()
    {
        if (binary is not null)
            return File.Exists(binary) ? Path.GetFullPath(binary) : throw new UsageException($"cannot run --zeek-binary '{binary}': it is no file");
        return (variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, "zeek")).FirstOrDefault(File.Exists);
    }
}
