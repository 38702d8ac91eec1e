namespace ZeekAmqp.Core.Spool;

/// <summary>The disk does not do what the spool needs. The text is for a person: what failed, on which file, why, and what to do.</summary>
public sealed class SpoolException(string text, Exception? inner) : Exception(text, inner)
{
    // errno values, which .NET gives as HResult.
    private const int InputOutput = 5;
    private const int TooManyInSystem = 23;
    private const int TooManyFiles = 24;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>Whether the reason is a full disk or quota.</summary>
    public bool IsNoSpace => InnerException is IOException { HResult: NoSpace or QuotaExceeded };

    /// <summary>Whether an exception is the file system's and not a mistake of this program.</summary>
    internal static bool IsDiskTrouble(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Puts trouble with a file or folder into words.</summary>
    /// <param name="action">What was to be done, ending where the path follows: "append to the spool file".</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="why">What the file system said.</param>
    internal static SpoolException Cannot(string action, string path, Exception why) => new($"cannot {action} '{path}': {Reason(why)}", why);

    /// <summary>Why something cannot be read, for who only looks.</summary>
    internal static string WhyNotRead(Exception why) => why switch
    {
        SpoolException { InnerException: { } inner } => WhyNotRead(inner),
        SpoolException => why.Message,
        UnauthorizedAccessException => "permission denied; do this as the user whom it belongs to, or as root",
        _ => Reason(why),
    };

    private static string Reason(Exception why) => why switch
    {
        UnauthorizedAccessException => "permission denied; let this user write there, or set spool_dir to a folder where it may",
        FileNotFoundException or DirectoryNotFoundException => "it is not there",
        IOException { HResult: NoSpace } => "no space left on device; free space there, or lower max_spool_bytes",
        IOException { HResult: QuotaExceeded } => "disk quota exceeded; raise the quota, or lower max_spool_bytes",
        IOException { HResult: InputOutput } => "the device reports an input/output error; look at the kernel's log and check the disk",
        IOException { HResult: ReadOnlyFileSystem } => "the file system is read-only; make it writable, or set spool_dir to another",
        IOException { HResult: TooManyFiles or TooManyInSystem } => "too many open files; raise the limit (ulimit -n)",
        _ => why.Message,
    };
}
