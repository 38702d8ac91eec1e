using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.ZeekProgram;

namespace ZeekAmqp.Cli.Schema;

/// <summary>Runs Zeek, which is installed here, with scripts and one of ours that has it say what its logs are, in a folder of its own.</summary>
internal static class ZeekRun
{
    private const int MaxErrors = 10;

    /// <summary>Runs it.</summary>
    /// <param name="program">Zeek: a file, or a name that is looked for.</param>
    /// <param name="scripts">What it is to load; those that are files are where this process sees them.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What it has said: lines of JSON.</returns>
    /// <exception cref="UsageException">It could not be run, or failed; the message has its own words.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<string[]> AskAsync(string program, IEnumerable<string> scripts, CancellationToken stop)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("zeek-amqp-schema-");
        try
        {
            string output = Path.Combine(folder.FullName, "logs.json");
            string script = Path.Combine(folder.FullName, "say-logs.zeek");
            await File.WriteAllTextAsync(script, ZeekScript.Write(output), CancellationToken.None).ConfigureAwait(false);
            string errors = await RunAsync(program, [.. scripts.Select(FromHere), script], folder.FullName, stop).ConfigureAwait(false);
            return File.Exists(output)
                ? await File.ReadAllLinesAsync(output, stop).ConfigureAwait(false)
                : throw new UsageException($"'{program}' did not say what its logs are{Told(errors)}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Logs, and whatever else it may write, go to the folder: so what is named from here has to be named from the root, where Zeek
    // adds no ending. A folder is a script if it has one to load.
    private static string FromHere(string script)
    {
        string[] files = [script + ".zeek", script, Path.Combine(script, "__load__.zeek")];
        return files.FirstOrDefault(File.Exists) is { } file ? Path.GetFullPath(file) : script;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, CancellationToken stop)
    {
        try
        {
            ZeekOutcome zeek = await ZeekProcess.RunAsync(program, arguments, folder, input: "", stop).ConfigureAwait(false);
            return zeek.Status == 0 ? zeek.Errors : throw new UsageException($"'{program}' ended with {zeek.Status}{Told(zeek.Errors)}");
        }
        catch (ZeekProgramException exception)
        {
            throw new UsageException($"{exception.Message}; {exception.Advice}{(exception.IsStarted ? "" : " with --zeek-program")}");
        }
    }

    private static string Told(string errors)
    {
        string[] lines = [.. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxErrors)];
        return lines.Length == 0 ? "" : ": " + string.Join("; ", lines.Select(line => Excerpt.OfSentence(line)));
    }
}
