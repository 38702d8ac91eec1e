using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Replay;

/// <summary>How far one file is sent, whatever it is called by now. The reading thread marks, any may look.</summary>
internal sealed class FilePosition
{
    private readonly Lock _lock = new();
    private readonly Queue<(long Offset, Required[] Required)> _marks = new();
    private PositionEntry _entry;
    private long _read;

    /// <param name="entry">What is known of the file.</param>
    public FilePosition(PositionEntry entry)
    {
        _entry = entry;
        _read = entry.Offset;
    }

    /// <summary>Whether it is being read now.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What the file was like when all of it had been read; null if it had not, or if that was in an earlier run.</summary>
    public FileState? StateWhenRead { get; private set; }

    /// <summary>Where to begin, in bytes of the text.</summary>
    public long ResumeAt { get; private set; }

    /// <summary>Up to where it was read, in bytes of the text.</summary>
    public long Read
    {
        get
        {
            lock (_lock)
                return _read;
        }
    }

    /// <summary>What is known of the file; its offset is up to where the broker has all records.</summary>
    public PositionEntry Entry
    {
        get
        {
            lock (_lock)
            {
                while (_marks.TryPeek(out (long Offset, Required[] Required) mark) && Array.TrueForAll(mark.Required, each => each.IsMet))
                    _entry = _entry with { Offset = _marks.Dequeue().Offset };
                return _entry;
            }
        }
    }

    /// <summary>It is read from now on, under this name, from where it was left.</summary>
    public void Open(string name, FileIdentity identity, long now)
    {
        lock (_lock)
        {
            _entry = _entry with { Name = name, Identity = identity, MetUnixMilliseconds = now };
            ResumeAt = _read;
            StateWhenRead = null;
            IsOpen = true;
        }
    }

    /// <summary>The file is gone, and its inode another file's.</summary>
    public void Leave()
    {
        lock (_lock)
            _entry = _entry with { Identity = default };
    }

    /// <summary>The file was read up to here; all before it is sent when the broker has what is required, and all that was before.</summary>
    public void Mark(long offset, ReadOnlySpan<byte> head, Required[] required)
    {
        lock (_lock)
        {
            _read = offset;
            if (head.Length > _entry.Head.Length)
                _entry = _entry with { Head = FileHead.Of(head) };
            _marks.Enqueue((offset, required));
        }
    }

    /// <summary>It is not read any more.</summary>
    public void Close(FileState? stateWhenRead)
    {
        StateWhenRead = stateWhenRead;
        IsOpen = false;
    }
}
