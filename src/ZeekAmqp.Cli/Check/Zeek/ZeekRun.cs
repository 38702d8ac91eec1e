using System.ComponentModel;
using System.Diagnostics;

namespace ZeekAmqp.Cli.Check.Zeek;

/// <summary>
/// Runs Zeek until it has answered. What it says comes through a pipe: options hold passwords, which must not lie in a file, nor in the list of
/// processes.
/// </summary>
/// <param name="binary">Zeek.</param>
/// <param name="scripts">Its scripts and arguments.</param>
internal sealed class ZeekRun(string binary, IReadOnlyList<string> scripts)
{
    // To read all of its scripts takes Zeek a second or two, and on a machine that is busy several times that.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    // Of a heap of errors, the first ones cause the others.
    private const int MaxErrors = 3;

    private const int MaxErrorLength = 300;

    /// <summary>Runs it.</summary>
    /// <returns>The answer, or what went wrong with what to do.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted; Zeek has ended.</exception>
    public async Task<(ZeekAnswer? Answer, string Why, string Advice)> AskAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(binary) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string script in scripts)
            start.ArgumentList.Add(script);
        // Last, so that it has the last word: the script on standard input.
        start.ArgumentList.Add("-");

        using var zeek = new Process { StartInfo = start };
        try
        {
            zeek.Start();
        }
        catch (Win32Exception exception)
        {
            return (null, $"cannot run '{binary}': {exception.Message}", "name Zeek's program by --zeek-binary");
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(TimeLimit);
        try
        {
            Task<string> output = zeek.StandardOutput.ReadToEndAsync(bounded.Token);
            Task<string> errors = zeek.StandardError.ReadToEndAsync(bounded.Token);
            await WriteScriptAsync(zeek.StandardInput, bounded.Token).ConfigureAwait(false);
            string said = await output.ConfigureAwait(false);
            string complaints = await errors.ConfigureAwait(false);
            await zeek.WaitForExitAsync(bounded.Token).ConfigureAwait(false);
            return ZeekAnswer.Find(said) is { } answer ? (answer, "", "") : Explain(complaints, zeek.ExitCode);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"Zeek did not come to an end within {TimeLimit.TotalSeconds:0} s", "run it by hand with these scripts: one of them waits for something");
        }
        finally
        {
            End(zeek);
        }
    }

    private static async Task WriteScriptAsync(StreamWriter input, CancellationToken cancellation)
    {
        try
        {
            await input.WriteAsync(ZeekScript.Text.AsMemory(), cancellation).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // It has ended before it read it; it says why.
        }
    }

    private static void End(Process zeek)
    {
        try
        {
            if (!zeek.HasExited)
                zeek.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended in this moment.
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
