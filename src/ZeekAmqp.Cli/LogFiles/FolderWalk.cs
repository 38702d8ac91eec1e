namespace ZeekAmqp.Cli.LogFiles;

/// <summary>What is in folders. Links to folders are followed, but a folder is not entered from within itself.</summary>
internal static class FolderWalk
{
    /// <summary>The files in a folder.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Known(folder)).Select(each => Named(folder, each));

    /// <summary>The folders in a folder.</summary>
    public static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(Known(folder)).Select(each => Named(folder, each));

    /// <summary>A folder and all below it, but for hidden ones.</summary>
    public static IEnumerable<string> AllFolders(string folder) => Walk(folder, []);

    private static IEnumerable<string> Walk(string folder, HashSet<FileIdentity> above)
    {
        FileIdentity? identity = FileIdentity.Of(Known(folder));
        if (identity is null || !above.Add(identity.Value))
            yield break;
        yield return folder;
        foreach (string inner in Folders(folder).Where(each => !Path.GetFileName(each).StartsWith('.')))
        {
            foreach (string each in Walk(inner, above))
                yield return each;
        }

        above.Remove(identity.Value);
    }

    private static string Known(string folder) => folder.Length == 0 ? "." : folder;

    private static string Named(string folder, string entry) => folder.Length == 0 ? Path.GetFileName(entry) : entry;
}
