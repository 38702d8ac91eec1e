namespace ZeekAmqp.Core.Spool;

/// <summary>Reads a segment's file, and gets over a bad sector in it. One thread at a time.</summary>
/// <param name="files">The disk.</param>
/// <param name="patience">How often a place that cannot be read is reported before what is readable around it is taken.</param>
internal sealed class SegmentInput(ISpoolFiles files, int patience)
{
    /// <summary>The patience with a segment whose records are waited for: a disk that is away comes back, a bad sector does not.</summary>
    public const int Patience = 3;

    // What a disk loses at least when it cannot read.
    private const int SectorBytes = 4096;

    private ISpoolFile? _file;
    private string _path = "";
    private long _failedAt = -1;
    private int _failures;

    public void Open(string path)
    {
        try
        {
            _path = path;
            _failedAt = -1;
            _file = files.Open(path, forWriting: false);
        }
        catch (FileNotFoundException) when (files.FolderExists(Path.GetDirectoryName(path) ?? ""))
        {
            // Somebody has deleted it: its records are lost, and those behind it are not to wait for them. Where its folder is missing as
            // well, a disk may be away.
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            throw SpoolException.Cannot("read the spool file", path, exception);
        }
    }

    public void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>Reads as much as there is, up to the length of <paramref name="into"/>.</summary>
    /// <remarks>
    /// Unreadable sectors come out as zeros, but only where others can be read: if none can, the disk is away, and to skip its records
    /// would be to lose them.
    /// </remarks>
    /// <exception cref="SpoolException">Nothing could be read; try again later.</exception>
    public int Read(long offset, Span<byte> into)
    {
        try
        {
            return ReadAll(offset, into);
        }
        catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
        {
            _failures = _failedAt == offset ? _failures + 1 : 1;
            _failedAt = offset;
            if (_failures > patience && TrySalvage(offset, into))
                return into.Length;
            throw SpoolException.Cannot("read the spool file", _path, exception);
        }
    }

    private int ReadAll(long offset, Span<byte> into)
    {
        int read = 0;
        while (_file is not null && read < into.Length && _file.Read(offset + read, into[read..]) is > 0 and var more)
            read += more;
        return read;
    }

    private bool TrySalvage(long offset, Span<byte> into)
    {
        bool isAnyReadable = false;
        for (int at = 0; at < into.Length;)
        {
            Span<byte> sector = into.Slice(at, (int)Math.Min(into.Length - at, SectorBytes - ((offset + at) % SectorBytes)));
            try
            {
                int read = ReadAll(offset + at, sector);
                sector[read..].Clear();
                isAnyReadable |= read > 0;
            }
            catch (Exception exception) when (SpoolException.IsDiskTrouble(exception))
            {
                sector.Clear();
            }

            at += sector.Length;
        }

        return isAnyReadable;
    }
}
