namespace ZeekAmqp.Core.Spool;

/// <summary>What a segment's name and header say of it.</summary>
/// <param name="Path">Its file.</param>
/// <param name="First">The ordinal of its first record: by its header, or else by its name.</param>
/// <param name="Length">Bytes that the file had when it was looked at.</param>
/// <param name="Version">Version of its format; null if its header is damaged.</param>
public sealed record SegmentHead(string Path, long First, long Length, uint? Version)
{
    /// <summary>The first ordinal of the segment behind it, which ends it, whatever is in it; null for the last one.</summary>
    public long? End { get; init; }

    /// <summary>Whether its header is what was written.</summary>
    public bool IsWhole => Version is not null;

    /// <summary>Whether this program knows its format. A header that is damaged is gone by its name.</summary>
    public bool IsKnown => Version is null or (>= SegmentFormat.OldestVersion and <= SegmentFormat.Version);

    /// <summary>Looks at a file that may be a segment, whatever it is called.</summary>
    /// <exception cref="SpoolException">It cannot be opened.</exception>
    public static SegmentHead Read(ISpoolFiles files, string path)
    {
        try
        {
            return Read(files, path, SegmentFormat.TryParseFileName(System.IO.Path.GetFileName(path), out long first) ? first : 1);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("read the spool file", path, exception);
        }
    }

    /// <summary>Looks at a segment.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="path">The file.</param>
    /// <param name="firstByName">What its name says.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal static SegmentHead Read(ISpoolFiles files, string path, long firstByName)
    {
        using ISpoolFile file = files.Open(path, forWriting: false);
        Span<byte> header = stackalloc byte[SegmentFormat.HeaderBytes];
        int read = 0;
        try
        {
            while (read < header.Length && file.Read(read, header[read..]) is > 0 and var more)
                read += more;
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            // The name says the same.
        }

        return SegmentFormat.TryReadHeader(header[..read], out uint version, out long first)
            ? new SegmentHead(path, first, file.Length, version)
            : new SegmentHead(path, firstByName, file.Length, null);
    }
}
