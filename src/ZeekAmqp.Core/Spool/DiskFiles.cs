using System.Runtime.InteropServices;
using System.Text;

namespace ZeekAmqp.Core.Spool;

/// <summary>The disk itself (Linux and other Unix systems).</summary>
public sealed class DiskFiles : ISpoolFiles
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // errno of flock(2) when another open file holds the lock; the same number on Linux and in .NET's exception.
    private const int WouldBlock = 11;

    /// <inheritdoc/>
    public void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("the spool needs a Unix file system");
        if (Directory.Exists(path))
            return;
        // Level by level: .NET gives missing parents the default mode.
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
            CreateFolder(parent);
        Directory.CreateDirectory(path, FolderMode);
    }

    /// <inheritdoc/>
    public bool FolderExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> Folders(string path) => Names(path, folder => Directory.EnumerateDirectories(folder));

    /// <inheritdoc/>
    public IReadOnlyList<string> Files(string path) => Names(path, folder => Directory.EnumerateFiles(folder));

    /// <inheritdoc/>
    public void MoveFolder(string from, string to) => Directory.Move(from, to);

    /// <inheritdoc/>
    public void DeleteFolder(string path)
    {
        try
        {
            Directory.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else has deleted it.
        }
    }

    /// <inheritdoc/>
    public ISpoolFile Create(string path) => new DiskFile(Stream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc/>
    public ISpoolFile Open(string path, bool forWriting)
    {
        // Who opens a pipe waits until somebody else does, for ever.
        if (FileIdentity.Of(path) is { IsFile: false })
            throw new IOException("it is a folder, a pipe or a device, and no file");
        return new DiskFile(
            Stream(path, FileMode.Open, forWriting ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
    }

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void SyncFolder(string path)
    {
        // .NET opens no folders.
        int descriptor = OpenDescriptor(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly | CloseOnExec);
        if (descriptor < 0)
            throw LastError(path);
        try
        {
            // EINVAL: this file system cannot sync folders, as .NET ignores it for files.
            if (SyncDescriptor(descriptor) < 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
                throw LastError(path);
        }
        finally
        {
            _ = CloseDescriptor(descriptor);
        }
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string path)
    {
        // FileShare.None is flock(LOCK_EX | LOCK_NB) here: it belongs to the open file, so it ends with the process, however that ends,
        // follows a renamed folder, and keeps out this process as well.
        FileStream? held = TryOpenAlone(path);
        if (held is null)
            return null;
        FileStream? second = TryOpenAlone(path);
        if (second is null)
            return held;
        second.Dispose();
        held.Dispose();
        throw new IOException($"files cannot be locked on the file system of '{path}'");
    }

    private static FileStream? TryOpenAlone(string path)
    {
        try
        {
            return Stream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == WouldBlock)
        {
            return null;
        }
    }

    private static FileStream Stream(string path, FileMode mode, FileAccess access, FileShare share)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("the spool needs a Unix file system");
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (mode != FileMode.Open)
            options.UnixCreateMode = FileMode0600;
        return new FileStream(path, options);
    }

    private static string[] Names(string path, Func<string, IEnumerable<string>> list)
    {
        try
        {
            string[] names = [.. list(path).Select(entry => Path.GetFileName(entry))];
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static IOException LastError(string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'", error);
    }

    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int InvalidArgument = 22;

    // Only blittable arguments: nothing to marshal, ahead of time or otherwise.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenDescriptor(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int SyncDescriptor(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseDescriptor(int descriptor);
}
