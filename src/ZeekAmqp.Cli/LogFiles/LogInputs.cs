using ZeekAmqp.Cli.Commands;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Makes inputs of what stands on the command line.</summary>
internal static class LogInputs
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";

    private static readonly string[] FolderPatterns = ["*.log", "*.log.gz"];

    /// <summary>Finds the files: each argument in its order, those of a folder or a pattern by <see cref="ArchiveOrder"/>; each file once.</summary>
    /// <param name="arguments">Files, folders, patterns, and <c>-</c>.</param>
    /// <param name="openStandardInput">Opens standard input.</param>
    /// <param name="isRecursive">Whether folders in folders are looked into.</param>
    /// <exception cref="UsageException">A file is missing or may not be read, or a folder or pattern has no logs.</exception>
    public static List<LogInput> Find(IEnumerable<string> arguments, Func<Stream> openStandardInput, bool isRecursive = false)
    {
        var inputs = new List<LogInput>();
        var known = new HashSet<FileIdentity>();
        foreach (string argument in arguments)
        {
            if (argument == StandardInput)
            {
                inputs.Add(new LogInput("standard input", null, openStandardInput));
                continue;
            }

            IEnumerable<string> files = IsSeveral(argument) ? FilesOf(argument, isRecursive) : [argument];
            inputs.AddRange(files.Select(OpenableFile).Where(input => input.Identity is not { } identity || known.Add(identity)));
        }

        return inputs;
    }

    /// <summary>Whether an argument stands for files that have to be looked for.</summary>
    public static bool IsSeveral(string argument) => Directory.Exists(argument) || (FilePattern.IsOne(argument) && !File.Exists(argument));

    /// <summary>The files that a folder or a pattern stands for now, the oldest first; none if there are none.</summary>
    /// <exception cref="UsageException">A folder may not be read.</exception>
    public static string[] Search(string argument, bool isRecursive)
    {
        try
        {
            string[] files = [.. Directory.Exists(argument) ? LogsIn(argument, isRecursive) : FilePattern.Find(argument)];
            Array.Sort(files, ArchiveOrder.Instance);
            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read the folder '{argument}': {FileTrouble.Describe(exception)}");
        }
    }

    // The line reader has a buffer of its own.
    public static FileStream OpenFile(string name) =>
        new(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    private static string[] FilesOf(string argument, bool isRecursive)
    {
        string[] files = Search(argument, isRecursive);
        if (files.Length > 0)
            return files;
        if (!Directory.Exists(argument))
            throw new UsageException($"no file matches '{argument}'");
        string more = !isRecursive && FolderWalk.Folders(argument).Any() ? "; what is in its folders is read with --recursive" : "";
        throw new UsageException($"the folder '{argument}' has no *.log or *.log.gz{more}");
    }

    private static IEnumerable<string> LogsIn(string folder, bool isRecursive) =>
        (isRecursive ? FolderWalk.AllFolders(folder) : [folder])
        .SelectMany(FolderWalk.Files)
        .Where(file => FolderPatterns.Any(pattern => FilePattern.Matches(Path.GetFileName(file), pattern)));

    private static LogInput OpenableFile(string name)
    {
        try
        {
            // What looks empty may be a pipe: opening it twice would wait for ever, or lose what is in it.
            if (SizeOf(name) == 0)
                return new LogInput(name, null, () => OpenFile(name)) { Identity = FileIdentity.OfFile(name) };
            using FileStream tried = OpenFile(name);
            return new LogInput(name, tried.CanSeek ? tried.Length : null, () => OpenFile(name)) { Identity = FileIdentity.Of(tried.SafeFileHandle) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot open '{name}': {FileTrouble.Describe(exception)}");
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
}
