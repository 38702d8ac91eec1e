using System.ComponentModel;
using System.Diagnostics;

namespace ZeekAmqp.Cli.ZeekProgram;

/// <summary>Runs the Zeek that is installed here, to ask it something.</summary>
internal static class ZeekProcess
{
    // To read all of its scripts takes Zeek a second or two, and on a machine that is busy several times that.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>Runs it to its end.</summary>
    /// <param name="program">Zeek: a file, or a name that is looked for.</param>
    /// <param name="arguments">Its scripts and flags.</param>
    /// <param name="folder">Where it runs, and leaves what it leaves; null for here.</param>
    /// <param name="input">What it finds on standard input: unlike a file or an argument, nobody else sees it.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ZeekProgramException">It could not be run, or did not come to an end.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; Zeek has ended.</exception>
    public static async Task<ZeekOutcome> RunAsync(string program, IEnumerable<string> arguments, string? folder, string input, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeLimit);
        using Process zeek = Start(program, arguments, folder);
        try
        {
            Task<string> output = zeek.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = zeek.StandardError.ReadToEndAsync(limit.Token);
            await WriteAsync(zeek.StandardInput, input, limit.Token).ConfigureAwait(false);
            string said = await output.ConfigureAwait(false);
            string complained = await errors.ConfigureAwait(false);
            await zeek.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return new ZeekOutcome(zeek.ExitCode, said, complained);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ZeekProgramException(
                $"'{program}' did not come to an end within {TimeLimit.TotalSeconds:0} s",
                "run it by hand with these scripts: one of them waits for something",
                isStarted: true);
        }
        finally
        {
            End(zeek);
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            // errno(3): ENOENT, EACCES.
            (string why, string advice) = exception.NativeErrorCode switch
            {
                2 => ("it is not there", "put Zeek's folder into PATH, or name the program"),
                13 => ("it may not be executed", "name Zeek's own program"),
                _ => (exception.Message, "name Zeek's own program"),
            };
            throw new ZeekProgramException($"cannot run '{program}': {why}", advice, isStarted: false);
        }
    }

    private static async Task WriteAsync(StreamWriter input, string text, CancellationToken cancellation)
    {
        try
        {
            await input.WriteAsync(text.AsMemory(), cancellation).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // It has ended before it read all of it; it says why.
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
}
