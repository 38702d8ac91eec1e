using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Makes inputs of what stands on the command line.</summary>
internal static class LogInputs
{
    private const string StandardInput = "-";

    private static readonly string[] FolderPatterns = ["*.log", "*.log.gz"];

    /// <summary>Finds the files: each argument in its order, a folder's logs by name.</summary>
    /// <param name="arguments">Files, folders, and <c>-</c>.</param>
    /// <param name="openStandardInput">Opens standard input.</param>
    /// <exception cref="UsageException">A file is missing or may not be read, or a folder has no logs.</exception>
    public static List<LogInput> Find(IEnumerable<string> arguments, Func<Stream> openStandardInput)
    {
        var inputs = new List<LogInput>();
        foreach (string argument in arguments)
        {
            if (argument == StandardInput)
                inputs.Add(new LogInput("standard input", null, openStandardInput));
            else if (Directory.Exists(argument))
                inputs.AddRange(FilesOf(argument).Select(OpenableFile));
            else
                inputs.Add(OpenableFile(argument));
        }

        return inputs;
    }

    private static string[] FilesOf(string folder)
    {
        try
        {
            string[] files = [.. FolderPatterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)).Distinct()];
            Array.Sort(files, StringComparer.Ordinal);
            return files.Length > 0 ? files : throw new UsageException($"the folder '{folder}' has no *.log or *.log.gz");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read the folder '{folder}': {exception.Message}");
        }
    }

    private static LogInput OpenableFile(string name)
    {
        try
        {
            // What looks empty may be a pipe: opening it twice would wait for ever, or lose what is in it.
            if (SizeOf(name) == 0)
                return new LogInput(name, null, () => OpenFile(name));
            using FileStream tried = OpenFile(name);
            return new LogInput(name, tried.CanSeek ? tried.Length : null, () => OpenFile(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot open '{name}': {exception.Message}");
        }
    }

    private static long SizeOf(string name)
    {
        var link = new FileInfo(name);
        // What a link in /proc/self/fd leads to has no name.
        return link.ResolveLinkTarget(returnFinalTarget: true) switch
        {
            null => link.Length,
            FileInfo { Exists: true } file => file.Length,
            _ => 0,
        };
    }

    // The line reader has a buffer of its own.
    private static FileStream OpenFile(string name) =>
        new(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
}
