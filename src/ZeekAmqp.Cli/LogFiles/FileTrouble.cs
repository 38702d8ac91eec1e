namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Says in a few words why a file cannot be read or written.</summary>
internal static class FileTrouble
{
    // errno of Linux, which is the exception's HResult on Unix.
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;

    public static string Describe(Exception exception) => exception switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "its folder does not exist",
        UnauthorizedAccessException when exception.Message.Contains("is a directory", StringComparison.OrdinalIgnoreCase) => "it is a folder",
        UnauthorizedAccessException => "permission denied",
        InvalidDataException => "the compressed data are damaged or cut off",
        IOException { HResult: NoSpace } => "the disk is full",
        IOException { HResult: ReadOnlyFileSystem } => "the file system is read-only",
        _ => exception.Message,
    };

    /// <summary>Whether it is the file's or the disk's trouble, and none of this program's.</summary>
    public static bool IsOne(Exception exception) => exception is IOException or InvalidDataException or UnauthorizedAccessException;
}
