namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Finds what a log's file has become when it was rotated: a file beside it, with the log's name and a number or time in its own.</summary>
internal static class RotatedFiles
{
    /// <summary>All that may be a file of the log, the oldest first, without the log that is written now.</summary>
    /// <param name="name">The log that is written now.</param>
    public static IReadOnlyList<(string Name, FileIdentity Identity, DateTime Written)> Beside(string name)
    {
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(name))!;
            string stem = LogPath.FromFileName(name) ?? "";
            return [.. new DirectoryInfo(folder).EnumerateFiles()
                .Where(file => file.Name != Path.GetFileName(name) && IsOf(file.Name, stem))
                .Select(file => (file.FullName, FileIdentity.OfFile(file.FullName) ?? default, file.LastWriteTimeUtc))
                .OrderBy(file => file.LastWriteTimeUtc)
                .ThenBy(file => file.FullName, ArchiveOrder.Instance)];
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            return [];
        }
    }

    // conn.log.1, conn.2026-01-01-10-00-00.log, conn-26-01-01_10.00.00.log.gz; not connection.log, nor conn.bak.
    private static bool IsOf(string name, string stem) =>
        stem.Length > 0
        && name.StartsWith(stem, StringComparison.Ordinal)
        && name.Length > stem.Length
        && name[stem.Length] is '.' or '-'
        && name.AsSpan(stem.Length).IndexOfAnyInRange('0', '9') >= 0;
}
