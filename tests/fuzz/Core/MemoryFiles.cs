using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Fuzz.Core;

/// <summary>One folder in memory, and as little of a file system as a spool needs to be read: it never fails and syncs nothing.</summary>
internal sealed class MemoryFiles(string folder) : ISpoolFiles
{
    private readonly SortedDictionary<string, MemoryFile> _files = new(StringComparer.Ordinal);

    /// <summary>Names of the files.</summary>
    public IReadOnlyList<string> Names => [.. _files.Keys];

    /// <summary>What is in a file, by its name.</summary>
    public byte[] this[string name]
    {
        get => _files[name].Content;
        set => _files[name] = new MemoryFile { Content = value };
    }

    /// <summary>Takes a file away.</summary>
    public void Remove(string name) => _files.Remove(name);

    public void CreateFolder(string path)
    {
    }

    public bool FolderExists(string path) => path == folder;

    public IReadOnlyList<string> Folders(string path) => [];

    public IReadOnlyList<string> Files(string path) => path == folder ? Names : [];

    public void MoveFolder(string from, string to) => throw new NotSupportedException();

    public void DeleteFolder(string path)
    {
    }

    public ISpoolFile Create(string path) => _files[Path.GetFileName(path)] = new MemoryFile();

    public ISpoolFile Open(string path, bool forWriting) =>
        _files.TryGetValue(Path.GetFileName(path), out MemoryFile? file) ? file : throw new FileNotFoundException(path);

    public void Delete(string path) => _files.Remove(Path.GetFileName(path));

    public void SyncFolder(string path)
    {
    }

    public IDisposable? TryLock(string path) => throw new NotSupportedException();

    private sealed class MemoryFile : ISpoolFile
    {
        public byte[] Content { get; set; } = [];

        public long Length => Content.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            byte[] content = new byte[Math.Max(Content.Length, offset + bytes.Length)];
            Content.CopyTo(content, 0);
            bytes.CopyTo(content.AsSpan((int)offset));
            Content = content;
        }

        public int Read(long offset, Span<byte> into)
        {
            ReadOnlySpan<byte> rest = Content.AsSpan((int)Math.Min(offset, Content.Length));
            rest = rest[..Math.Min(rest.Length, into.Length)];
            rest.CopyTo(into);
            return rest.Length;
        }

        public void Sync()
        {
        }

        public void Truncate(long length) => Content = Content[..(int)Math.Min(length, Content.Length)];

        public void Dispose()
        {
        }
    }
}
