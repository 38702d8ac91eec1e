using ZeekAmqp.Cli.ZeekProgram;

namespace ZeekAmqp.Cli.Check.Zeek;

/// <summary>
/// Runs Zeek until it has answered. What it says comes through a pipe: options hold passwords, which must not lie in a file, nor in the list of
/// processes.
/// </summary>
/// <param name="binary">Zeek.</param>
/// <param name="scripts">Its scripts and arguments.</param>
internal sealed class ZeekRun(string binary, IReadOnlyList<string> scripts)
{
    // Of a heap of errors, the first ones cause the others.
    private const int MaxErrors = 3;

    private const int MaxErrorLength = 300;

    /// <summary>Runs it.</summary>
    /// <returns>The answer, or what went wrong with what to do.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted; Zeek has ended.</exception>
    public async Task<(ZeekAnswer? Answer, string Why, string Advice)> AskAsync(CancellationToken cancellation)
    {
        try
        {
            // The script comes last, so that it has the last word.
            ZeekOutcome zeek = await ZeekProcess.RunAsync(binary, [.. scripts, "-"], folder: null, ZeekScript.Text, cancellation).ConfigureAwait(false);
            return ZeekAnswer.Find(zeek.Output) is { } answer ? (answer, "", "") : Explain(zeek.Errors, zeek.Status);
        }
        catch (ZeekProgramException exception)
        {
            return (null, exception.Message, exception.IsStarted ? exception.Advice : $"{exception.Advice} by --zeek-binary");
        }
    }

    private static (ZeekAnswer?, string, string) Explain(string complaints, int status)
    {
        string[] lines = complaints.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] errors = [.. lines.Where(line => line.Contains("error", StringComparison.Ordinal) || line.Contains("can't", StringComparison.Ordinal))];
        string[] shown = [.. (errors.Length > 0 ? errors : lines).Take(MaxErrors)];
        string why = shown.Length == 0 ? $"Zeek ended with status {status} and said nothing" : $"Zeek says: {string.Join(" | ", shown.Select(Shown))}";
        // Whatever of the module a script uses is unknown then.
        string advice = complaints.Contains("LogAMQP", StringComparison.Ordinal)
            ? "where Zeek does not find the plugin, set ZEEK_PLUGIN_PATH to its folder, or install it: zeek -N Trapmine::AMQPWriter shows whether it does"
            : "correct the scripts";
        return (null, why, advice);
    }

    // Zeek quotes what it does not understand, behind the place where it stands.
    private static string Shown(string line)
    {
        int at = line.IndexOf(": ", StringComparison.Ordinal);
        if (at > 0 && line.Contains("password", StringComparison.OrdinalIgnoreCase))
            return $"{line[..at]}: what is said of a password there";
        return line.Length <= MaxErrorLength ? line : $"{line.AsSpan(0, MaxErrorLength)}…";
    }
}
