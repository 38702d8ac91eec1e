namespace ZeekAmqp.Core.Spool;

/// <summary>The seam between the spool and the disk. Thread-safe.</summary>
/// <remarks>
/// Trouble is an <see cref="IOException"/> or an <see cref="UnauthorizedAccessException"/>. What is created or deleted survives the
/// machine's failure only after <see cref="SyncFolder"/> of the folder it is in, what is written only after <see cref="ISpoolFile.Sync"/>.
/// </remarks>
public interface ISpoolFiles
{
    /// <summary>Makes a folder for this user only (0700), and its parents; one that exists stays as it is.</summary>
    void CreateFolder(string path);

    /// <summary>Whether there is a folder of this name.</summary>
    bool FolderExists(string path);

    /// <summary>Names of the folders in a folder, in ordinal order; none if there is no such folder.</summary>
    IReadOnlyList<string> Folders(string path);

    /// <summary>Names of the files in a folder, in ordinal order; none if there is no such folder.</summary>
    IReadOnlyList<string> Files(string path);

    /// <summary>Renames a folder, within its parent or into another one, at one stroke. Files in it that are open stay so.</summary>
    void MoveFolder(string from, string to);

    /// <summary>Deletes an empty folder; no error if there is none.</summary>
    void DeleteFolder(string path);

    /// <summary>Makes an empty file for this user only (0600), to read and write; one that exists is emptied.</summary>
    ISpoolFile Create(string path);

    /// <summary>Opens a file that exists.</summary>
    ISpoolFile Open(string path, bool forWriting);

    /// <summary>Deletes a file; no error if there is none.</summary>
    void Delete(string path);

    /// <summary>Waits until what was created, renamed and deleted in a folder is on the disk.</summary>
    void SyncFolder(string path);

    /// <summary>
    /// Takes a lock that ends with its disposal or its process; its file is made if need be. Null if anyone, this process included, holds it.
    /// </summary>
    /// <exception cref="IOException">The file cannot be made, its folder is gone, or this file system has no locks.</exception>
    IDisposable? TryLock(string path);
}
