namespace ZeekAmqp.Core.Spool;

/// <summary>Makes process folders that nobody ever sees unlocked, and locks those that were left.</summary>
internal static class FolderLock
{
    public const string Name = "lock";

    /// <summary>Makes a folder and those above it, and waits until they are on the disk.</summary>
    /// <exception cref="IOException">It could not be made.</exception>
    public static void MakeDurably(ISpoolFiles files, string folder)
    {
        string? parent = Path.GetDirectoryName(folder);
        if (files.FolderExists(folder) || string.IsNullOrEmpty(parent))
            return;
        MakeDurably(files, parent);
        files.CreateFolder(folder);
        try
        {
            // Each new level is an entry in the one above.
            files.SyncFolder(parent);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // The next attempt has to find it missing, or it would not sync it.
            files.DeleteFolder(folder);
            throw;
        }
    }

    /// <summary>Makes a process's folder and locks it; null if another process, cleaning up, was faster.</summary>
    /// <exception cref="IOException">It could not be made.</exception>
    public static IDisposable? TryMake(ISpoolFiles files, string path)
    {
        // Locked under a name that nobody claims; the lock moves along.
        string hidden = FolderRemoval.HiddenBeside(path);
        string brokerFolder = Path.GetDirectoryName(path)!;
        files.CreateFolder(hidden);
        IDisposable? held = null;
        try
        {
            held = files.TryLock(Path.Combine(hidden, Name));
            if (held is null)
                return null;
            files.MoveFolder(hidden, path);
            files.SyncFolder(brokerFolder);
            if (Path.GetDirectoryName(brokerFolder) is { Length: > 0 } parent)
                files.SyncFolder(parent);
            return held;
        }
        catch (DirectoryNotFoundException) when (held is null)
        {
            return null;
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Locks a folder that is there; null if a process holds it, it is gone, or it is another user's.</summary>
    public static IDisposable? TryClaim(ISpoolFiles files, string path)
    {
        try
        {
            IDisposable? held = files.TryLock(Path.Combine(path, Name));
            // Who had the lock before may have removed the folder.
            if (held is null || files.FolderExists(path))
                return held;
            held.Dispose();
            return null;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            return null;
        }
    }
}
