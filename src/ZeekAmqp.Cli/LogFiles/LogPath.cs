namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Finds a log's path where its file says nothing of it.</summary>
internal static class LogPath
{
    /// <summary>
    /// The file's name up to the first dot: <c>conn</c> of <c>conn.log</c>, <c>conn.2026-01-01-10-00-00.log.gz</c> or
    /// <c>conn.12:00:00-13:00:00.log.gz</c>. Null if nothing is before the dot.
    /// </summary>
    public static string? FromFileName(string file)
    {
        string name = Path.GetFileName(file);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string path = dot < 0 ? name : name[..dot];
        return path.Length == 0 ? null : path;
    }
}
