using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>What is about to be done to a file or folder.</summary>
internal sealed record DiskOperation(string Kind, string Path, long Offset = 0, int Length = 0);

/// <summary>
/// A disk in memory that knows what is written and what is durable, fails where it is told to, and can crash. Thread-safe.
/// </summary>
internal sealed class FaultyFiles : ISpoolFiles
{
    private readonly Lock _lock = new();
    private readonly FaultyFolder _root;
    private readonly Dictionary<FaultyFile, object> _locks = [];

    public FaultyFiles() => _root = new FaultyFolder();

    private FaultyFiles(FaultyFolder root) => _root = root;

    /// <summary>Asked before each operation; what it returns is thrown.</summary>
    public Func<DiskOperation, Exception?>? Fault { get; set; }

    /// <summary>How many bytes files may still grow.</summary>
    public long FreeBytes { get; set; } = long.MaxValue;

    public static IOException NoSpace => new("No space left on device", 28);

    public static IOException InputOutput => new("Input/output error", 5);

    /// <summary>The machine fails: what was not synced is there, or not, sector by sector.</summary>
    public FaultyFiles Crash(Random random)
    {
        lock (_lock)
            return new FaultyFiles(_root.Crash(random));
    }

    /// <summary>The process is killed: files are as they are, locks are gone.</summary>
    public FaultyFiles Kill()
    {
        lock (_lock)
            return new FaultyFiles(_root.Copy());
    }

    public byte[] this[string path]
    {
        get => File(path).Bytes.ToArray();
        set
        {
            FaultyFile file = Parent(path).Entries.TryGetValue(Path.GetFileName(path), out object? found) ? (FaultyFile)found : Put(path);
            file.Truncate(0);
            file.Write(0, value);
            file.Sync();
        }
    }

    public void Flip(string path, long offset, int bit = 0)
    {
        byte[] bytes = this[path];
        bytes[offset] ^= (byte)(1 << bit);
        this[path] = bytes;
    }

    /// <summary>Removes a file behind the spool's back.</summary>
    public void Lose(string path) => Parent(path).Entries.Remove(Path.GetFileName(path));

    public void CreateFolder(string path) => Do(new DiskOperation("create folder", path), () => Folder(path, make: true));

    public bool FolderExists(string path) => Do(new DiskOperation("look", path), () => Folder(path) is not null);

    public IReadOnlyList<string> Folders(string path) => Names<FaultyFolder>(path);

    public IReadOnlyList<string> Files(string path) => Names<FaultyFile>(path);

    public void MoveFolder(string from, string to) => Do(new DiskOperation("move folder", from), () =>
    {
        FaultyFolder parent = Parent(from);
        if (!parent.Entries.TryGetValue(Path.GetFileName(from), out object? moved))
            throw new DirectoryNotFoundException(from);
        if (parent == Parent(to))
            parent.Rename(Path.GetFileName(from), Path.GetFileName(to), moved);
        else
            parent.MoveTo(Parent(to), Path.GetFileName(from), Path.GetFileName(to), moved);
        return true;
    });

    public void DeleteFolder(string path) => Do(new DiskOperation("delete folder", path), () =>
    {
        if (Folder(path) is { Entries.Count: > 0 })
            throw new IOException($"Directory not empty : '{path}'", 39);
        return Parent(path).Entries.Remove(Path.GetFileName(path));
    });

    public ISpoolFile Create(string path) => Do(new DiskOperation("create", path), () =>
    {
        FaultyFile file = Parent(path).Entries.TryGetValue(Path.GetFileName(path), out object? found) ? (FaultyFile)found : Put(path);
        file.Truncate(0);
        return new FaultyHandle(this, path, file);
    });

    public ISpoolFile Open(string path, bool forWriting) =>
        Do(new DiskOperation("open", path), () => new FaultyHandle(this, path, File(path)));

    public void Delete(string path) => Do(new DiskOperation("delete", path), () => Parent(path).Entries.Remove(Path.GetFileName(path)));

    public void SyncFolder(string path) => Do(new DiskOperation("sync folder", path), () =>
    {
        (Folder(path) ?? throw new DirectoryNotFoundException(path)).Sync();
        return true;
    });

    public IDisposable? TryLock(string path) => Do(new DiskOperation("lock", path), () =>
    {
        FaultyFile file = Parent(path).Entries.TryGetValue(Path.GetFileName(path), out object? found) ? (FaultyFile)found : Put(path);
        return _locks.TryAdd(file, file) ? new Held(() => Do(new DiskOperation("unlock", path), () => _locks.Remove(file))) : null;
    });

    /// <summary>Does something to the disk, unless it is to fail.</summary>
    public T Do<T>(DiskOperation operation, Func<T> action)
    {
        if (Fault?.Invoke(operation) is { } exception)
            throw exception;
        lock (_lock)
            return action();
    }

    private string[] Names<T>(string path) => Do<string[]>(
        new DiskOperation("list", path),
        () => Folder(path) is { } folder
            ? [.. folder.Entries.Where(entry => entry.Value is T).Select(entry => entry.Key).Order(StringComparer.Ordinal)]
            : []);

    private FaultyFile File(string path) =>
        Parent(path).Entries.TryGetValue(Path.GetFileName(path), out object? found) && found is FaultyFile file
            ? file
            : throw new FileNotFoundException(path);

    private FaultyFile Put(string path)
    {
        var file = new FaultyFile();
        Parent(path).Entries.Add(Path.GetFileName(path), file);
        return file;
    }

    private FaultyFolder Parent(string path) => Folder(Path.GetDirectoryName(path)!) ?? throw new DirectoryNotFoundException(path);

    private FaultyFolder? Folder(string path, bool make = false)
    {
        FaultyFolder folder = _root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!folder.Entries.TryGetValue(name, out object? next))
            {
                if (!make)
                    return null;
                folder.Entries.Add(name, next = new FaultyFolder());
            }

            folder = (FaultyFolder)next;
        }

        return folder;
    }

    private sealed class Held(Action release) : IDisposable
    {
        public void Dispose() => release();
    }

    private sealed class FaultyHandle(FaultyFiles files, string path, FaultyFile file) : ISpoolFile
    {
        private bool _isClosed;

        public long Length => Do("length", 0, 0, () => file.Bytes.Length);

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            byte[] copy = bytes.ToArray();
            Do("write", offset, copy.Length, () =>
            {
                long growth = Math.Max(0, offset + copy.Length - file.Bytes.Length);
                int fits = (int)Math.Max(0, copy.Length - Math.Max(0, growth - files.FreeBytes));
                file.Write(offset, copy.AsSpan(0, fits));
                files.FreeBytes -= Math.Min(growth, files.FreeBytes);
                return fits == copy.Length ? true : throw NoSpace;
            });
        }

        public int Read(long offset, Span<byte> into)
        {
            byte[] read = Do("read", offset, into.Length, () => offset >= file.Bytes.Length ? [] : file.Bytes[(int)offset..].ToArray());
            int count = Math.Min(read.Length, into.Length);
            read.AsSpan(0, count).CopyTo(into);
            return count;
        }

        public void Sync()
        {
            try
            {
                Do("sync", 0, 0, () => true);
            }
            catch (IOException)
            {
                // As Linux has it: the pages count as clean, and are not on the disk.
                file.LoseUnsynced();
                throw;
            }

            file.Sync();
        }

        public void Truncate(long length) => Do("truncate", length, 0, () =>
        {
            file.Truncate((int)length);
            return true;
        });

        public void Dispose() => _isClosed = true;

        private T Do<T>(string kind, long offset, int length, Func<T> action)
        {
            Assert.False(_isClosed, $"{kind} of a closed file: {path}");
            return files.Do(new DiskOperation(kind, path, offset, length), action);
        }
    }
}
