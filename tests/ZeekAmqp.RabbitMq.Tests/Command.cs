using System.Diagnostics;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>A program that is run to its end.</summary>
internal static class Command
{
    /// <summary>What it printed on standard output; anything but exit status 0 throws, with what it printed on both.</summary>
    public static async Task<string> RunAsync(string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{file} {string.Join(' ', start.ArgumentList)} ended with status {process.ExitCode}:\n{await error}{await output}");
        }

        return await output;
    }

    /// <summary>A tool of tests/tools/.</summary>
    public static string Tool(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ZeekAmqp.sln")))
            folder = folder.Parent;
        return folder is null
            ? throw new InvalidOperationException($"no ZeekAmqp.sln in any folder above {AppContext.BaseDirectory}")
            : Path.Combine(folder.FullName, "tests", "tools", name);
    }
}
