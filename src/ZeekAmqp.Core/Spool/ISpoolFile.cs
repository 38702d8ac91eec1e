namespace ZeekAmqp.Core.Spool;

/// <summary>An open file of <see cref="ISpoolFiles"/>. One thread at a time, but <see cref="Sync"/> may run beside the others.</summary>
public interface ISpoolFile : IDisposable
{
    /// <summary>Size in bytes.</summary>
    long Length { get; }

    /// <summary>Writes all of it, or throws; then some of it may be there.</summary>
    /// <exception cref="IOException">Not all was written.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Reads some bytes, at least one unless the file ends there.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    int Read(long offset, Span<byte> into);

    /// <summary>Waits until what was written is on the disk. After a failure nobody knows what is: a later success says nothing of it.</summary>
    /// <exception cref="IOException">It is not on the disk.</exception>
    void Sync();

    /// <summary>Cuts the file off.</summary>
    /// <exception cref="IOException">It stays as long as it is.</exception>
    void Truncate(long length);
}
