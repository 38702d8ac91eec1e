namespace ZeekAmqp.Cli.LogFiles;

/// <summary>What changes when something is written to a file.</summary>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Written">When it was last written to.</param>
internal readonly record struct FileState(long Length, DateTime Written)
{
    /// <summary>That of the file with this name; null if there is none.</summary>
    public static FileState? Of(string name)
    {
        var file = new FileInfo(name);
        return file.Exists ? new FileState(file.Length, file.LastWriteTimeUtc) : null;
    }
}
