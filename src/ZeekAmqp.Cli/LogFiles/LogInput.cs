namespace ZeekAmqp.Cli.LogFiles;

/// <summary>A file, or standard input, that logs are read from.</summary>
/// <param name="Name">Its name as people know it.</param>
/// <param name="SizeBytes">Its size; null if that is not known before its end.</param>
/// <param name="Open">Opens it.</param>
internal sealed record LogInput(string Name, long? SizeBytes, Func<Stream> Open)
{
    /// <summary>Which file it is; null if it is none on a disk.</summary>
    public FileIdentity? Identity { get; init; }

    /// <summary>The name under which it is kept how far it is sent: that of the log which the file was, if it is another.</summary>
    public string? KeptAs { get; init; }
}
