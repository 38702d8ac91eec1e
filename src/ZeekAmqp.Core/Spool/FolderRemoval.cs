namespace ZeekAmqp.Core.Spool;

/// <summary>Removes folders so that nobody sees half of one.</summary>
internal static class FolderRemoval
{
    /// <summary>How the names of folders begin that are being made or removed. Nothing in them is worth keeping.</summary>
    private const char HiddenPrefix = '.';

    // Hiding a hidden one again does not make its name longer and longer.
    private const int MaxHiddenNameChars = 150;

    /// <summary>Whether a name is one of those.</summary>
    public static bool IsHidden(string name) => name.StartsWith(HiddenPrefix);

    /// <summary>A name for a folder beside this one that nobody looks for.</summary>
    public static string HiddenBeside(string folder)
    {
        string name = Path.GetFileName(folder);
        name = name[..Math.Min(name.Length, MaxHiddenNameChars)];
        return Path.Combine(Path.GetDirectoryName(folder) ?? "", $"{HiddenPrefix}{name}-{RandomName.Next()}");
    }

    /// <summary>Removes a folder with the files in it that are its own. If there is anything else, that and the folder stay.</summary>
    /// <exception cref="IOException">It could not be removed.</exception>
    public static void Remove(ISpoolFiles files, string folder, Func<string, bool> isOwnFile)
    {
        if (files.Folders(folder).Count > 0 || files.Files(folder).Any(name => !isOwnFile(name)))
            return;
        string hidden = HiddenBeside(folder);
        files.MoveFolder(folder, hidden);
        // On the disk before anything in it goes: the folder never comes back with half of its files.
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
            files.SyncFolder(parent);
        foreach (string name in files.Files(hidden))
            files.Delete(Path.Combine(hidden, name));
        files.DeleteFolder(hidden);
    }

    /// <summary>Removes what the making or removing of folders left, when its process was killed.</summary>
    public static void Sweep(ISpoolFiles files, string parent, Func<string, IDisposable?> tryLock)
    {
        foreach (string name in files.Folders(parent).Where(IsHidden))
        {
            try
            {
                string folder = Path.Combine(parent, name);
                using IDisposable? held = tryLock(folder);
                if (held is not null)
                    Remove(files, folder, _ => true);
            }
            catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
            {
                // Somebody else does it, or the next process.
            }
        }
    }
}
