namespace ZeekAmqp.Core.Spool;

/// <summary>A file on the disk.</summary>
internal sealed class DiskFile(FileStream stream) : ISpoolFile
{
    public long Length => RandomAccess.GetLength(stream.SafeFileHandle);

    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(stream.SafeFileHandle, bytes, offset);

    public int Read(long offset, Span<byte> into) => RandomAccess.Read(stream.SafeFileHandle, into, offset);

    public void Sync() => RandomAccess.FlushToDisk(stream.SafeFileHandle);

    public void Truncate(long length) => RandomAccess.SetLength(stream.SafeFileHandle, length);

    public void Dispose() => stream.Dispose();
}
