using Microsoft.Win32.SafeHandles;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>A log that is being read: its file, its text, and the lines of that. One thread.</summary>
internal sealed class OpenedLog : IDisposable
{
    private readonly Stream _file;
    private readonly HeadStream _text;

    /// <param name="input">The file.</param>
    /// <param name="countFileBytes">Told of each read of the file; on another thread perhaps.</param>
    /// <param name="stop">Ends the wait for a pipe that stays silent.</param>
    /// <param name="isFollowed">Whether the file may grow; one that is compressed does not.</param>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public OpenedLog(LogInput input, Action<int> countFileBytes, CancellationToken stop, bool isFollowed = false)
    {
        _file = input.Open();
        try
        {
            IsFile = _file.CanSeek;
            Identity = _file is FileStream { CanSeek: true } file ? FileIdentity.Of(file.SafeFileHandle) : null;
            Stream patient = IsFile ? _file : new InterruptibleStream(_file, stop);
            Stream text = GzipDetection.Open(new CountingStream(patient, countFileBytes), out bool isCompressed);
            IsCompressed = isCompressed;
            // What comes through a pipe is not to wait for a block to be full.
            _text = new HeadStream(IsCompressed && IsFile ? new ReadAheadStream(text) : text);
            IsGrowing = isFollowed && !IsCompressed && IsFile;
            Lines = new LineReader(_text, isGrowing: IsGrowing);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The text, line by line.</summary>
    public LineReader Lines { get; }

    /// <summary>Whether it is a file on a disk; else a pipe or a terminal.</summary>
    public bool IsFile { get; }

    /// <summary>The open file; null if it is none on a disk.</summary>
    public SafeFileHandle? Handle => (_file as FileStream)?.SafeFileHandle;

    /// <summary>Which file; null if it is none on a disk.</summary>
    public FileIdentity? Identity { get; }

    /// <summary>Whether the file is compressed.</summary>
    public bool IsCompressed { get; }

    /// <summary>Whether more may come behind its end.</summary>
    public bool IsGrowing { get; }

    /// <summary>The first bytes of the text, as far as it was read.</summary>
    public ReadOnlySpan<byte> Head => _text.Head;

    /// <summary>What the file is like when all of it was read; null if there is more in it, or it is none on a disk.</summary>
    public FileState? StateWhenRead()
    {
        if (Handle is not { } handle || Identity is null)
            return null;
        var state = new FileState(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle));
        return IsCompressed || state.Length == Lines.BytesRead ? state : null;
    }

    /// <summary>Whether the file is shorter than what was read of it, or begins with something else by now.</summary>
    public bool IsAnother()
    {
        if (IsCompressed || _file is not FileStream file)
            return false;
        if (RandomAccess.GetLength(file.SafeFileHandle) < file.Position)
            return true;
        Span<byte> head = stackalloc byte[HeadStream.MaxBytes];
        int read = RandomAccess.Read(file.SafeFileHandle, head[..Head.Length], 0);
        return !head[..read].SequenceEqual(Head);
    }

    public void Dispose() => _text.Dispose();
}
