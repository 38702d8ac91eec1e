using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Replay;

/// <summary>How far each file is read and sent; kept on the disk if that is asked for. Thread-safe.</summary>
/// <remarks>
/// A file is known by its device and inode and its first bytes; one that was compressed or copied since, and whose original is gone, by its first
/// bytes alone, if these are enough.
/// </remarks>
internal sealed class Positions : IDisposable
{
    // What was not met for so long, and is gone, is forgotten.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(32);

    private readonly Lock _lock = new();
    private readonly Lock _saveLock = new();
    private readonly Dictionary<FileIdentity, FilePosition> _byFile = [];

    // Whose files are gone, and their inodes other files': their archives may still be met.
    private readonly List<FilePosition> _gone = [];
    private readonly PositionFile? _file;
    private readonly MessageArea _messages;
    private readonly TimeProvider _time;
    private PositionEntry[] _saved = [];
    private bool _failsToSave;
    private bool _isClosed;
    private long _lastMet;
    private volatile int _tick;

    /// <param name="file">Where they are kept; null if they are not.</param>
    /// <param name="areOfUse">Whether they matter though they are not kept: where files are met again.</param>
    /// <param name="messages">Where people are told.</param>
    /// <param name="time">The clock.</param>
    public Positions(PositionFile? file, bool areOfUse, MessageArea messages, TimeProvider time)
    {
        _file = file;
        _messages = messages;
        _time = time;
        AreOfUse = areOfUse || file is not null;
        foreach (PositionEntry entry in file?.Entries.Where(IsWorthKeeping) ?? [])
        {
            var position = new FilePosition(entry);
            if (entry.Identity == default)
                _gone.Add(position);
            else
                _byFile[entry.Identity] = position;
            _lastMet = Math.Max(_lastMet, entry.MetUnixMilliseconds);
        }
    }

    /// <summary>Whether anybody asks for them.</summary>
    public bool AreOfUse { get; }

    /// <summary>Whether they outlast this process.</summary>
    public bool AreKept => _file is not null;

    /// <summary>When it changes, marks are due.</summary>
    public int Tick => _tick;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Says so if none of the files to be read is known, though others are.</summary>
    public void Compare(IReadOnlyList<LogInput> inputs)
    {
        lock (_lock)
        {
            HashSet<string> names = [.. _byFile.Values.Select(position => position.Entry.Name)];
            if (names.Count == 0 || inputs.Any(input => input.Identity is { } known && _byFile.ContainsKey(known)))
                return;
            if (!inputs.Any(input => names.Contains(Path.GetFullPath(input.Name))))
                _messages.Write($"warning: the position file '{_file!.Name}' is of other files: none of these has its name or inode in it");
        }
    }

    /// <summary>The position of a file that is about to be read.</summary>
    public FilePosition Open(OpenedLog log, string name)
    {
        if (log.Identity is not { } identity)
            return new FilePosition(new PositionEntry(name, default, FileHead.Of([]), 0, 0));
        lock (_lock)
        {
            FilePosition? known = Find(log, identity);
            if (known is not null && !_gone.Remove(known))
                _byFile.Remove(known.Entry.Identity);
            if (_byFile.Remove(identity, out FilePosition? gone))
            {
                gone.Leave();
                _gone.Add(gone);
            }

            known ??= new FilePosition(new PositionEntry("", identity, FileHead.Of(log.Head), 0, 0));
            // Later than all before it, however fast they come.
            _lastMet = Math.Max(Now, _lastMet + 1);
            known.Open(Path.GetFullPath(name), identity, _lastMet);
            return _byFile[identity] = known;
        }
    }

    /// <summary>A file is not what it was taken for: nothing of it is sent.</summary>
    public void Restart(FilePosition position)
    {
        PositionEntry entry = position.Entry;
        lock (_lock)
            _byFile[entry.Identity] = new FilePosition(entry with { Head = FileHead.Of([]), Offset = 0 });
    }

    /// <summary>Whether a file is being read, under whatever name.</summary>
    public bool IsOpen(FileIdentity identity)
    {
        lock (_lock)
            return _byFile.GetValueOrDefault(identity) is { IsOpen: true };
    }

    /// <summary>Whether there may be more in a file than was read in this run.</summary>
    public bool IsNews(string name)
    {
        if (FileIdentity.OfFile(name) is not { } identity || FileState.Of(name) is not { } state)
            return false;
        lock (_lock)
            return _byFile.GetValueOrDefault(identity) is not { } known || (!known.IsOpen && known.StateWhenRead != state);
    }

    /// <summary>What is known of the file that was called so when it was met last; of several, the one that was met last.</summary>
    public PositionEntry? Named(string fullName)
    {
        lock (_lock)
            return _byFile.Values.Concat(_gone).Select(position => position.Entry).Where(entry => entry.Name == fullName).MaxBy(entry => entry.MetUnixMilliseconds);
    }

    /// <summary>Saves what has changed, and lets marks be made. Called every half a second.</summary>
    public void TickAndSave()
    {
        if (_file is null || !_saveLock.TryEnter())
            return;
        try
        {
            if (!_isClosed)
                Save();
        }
        finally
        {
            _saveLock.Exit();
        }

        _tick++;
    }

    /// <summary>Saves what has changed, for the last time.</summary>
    /// <returns>Whether all is on the disk.</returns>
    public bool SaveLast()
    {
        lock (_saveLock)
        {
            if (_file is not null)
                Save();
            return !_failsToSave;
        }
    }

    public void Dispose()
    {
        lock (_saveLock)
        {
            _isClosed = true;
            _file?.Dispose();
        }
    }

    private void Save()
    {
        PositionEntry[] entries;
        lock (_lock)
            entries = [.. _byFile.Values.Concat(_gone).Select(position => position.Entry).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        if (entries.SequenceEqual(_saved))
            return;
        try
        {
            _file!.Save(entries);
            _saved = entries;
            if (_failsToSave)
                _messages.Write($"the position file '{_file.Name}' is written again");
            _failsToSave = false;
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            if (!_failsToSave)
                _messages.Write($"error: cannot write the position file '{_file!.Name}': {FileTrouble.Describe(exception)}; it is tried again each second");
            _failsToSave = true;
        }
    }

    private FilePosition? Find(OpenedLog log, FileIdentity identity)
    {
        ReadOnlySpan<byte> head = log.Head;
        if (_byFile.TryGetValue(identity, out FilePosition? same) && same.Entry.Head.IsOf(head))
            return same;
        var hashes = new Dictionary<int, string>();
        foreach (FilePosition position in _byFile.Values.Concat(_gone))
        {
            FileHead known = position.Entry.Head;
            if (known.Length == 0 || known.Length > head.Length || position.IsOpen)
                continue;
            if (!hashes.TryGetValue(known.Length, out string? hash))
                hashes.Add(known.Length, hash = FileHead.Of(head[..known.Length]).Hash);
            if (hash == known.Hash && HasRecord(head[..known.Length]) && IsSuccessor(position.Entry, log))
                return position;
        }

        return null;
    }

    // A log's head alone says little: many logs have the same.
    private static bool HasRecord(ReadOnlySpan<byte> head)
    {
        while (head is [(byte)'#', ..])
        {
            int end = head.IndexOf((byte)'\n');
            head = end < 0 ? default : head[(end + 1)..];
        }

        return head.Contains((byte)'\n') || head.Length > HeadStream.MaxBytes / 2;
    }

    // While an archive is being made of a file, both are there.
    private static bool IsSuccessor(PositionEntry entry, OpenedLog log) =>
        log.IsCompressed || FileIdentity.OfFile(entry.Name) != entry.Identity;

    private bool IsWorthKeeping(PositionEntry entry) =>
        Now - entry.MetUnixMilliseconds < Memory.TotalMilliseconds || FileIdentity.OfFile(entry.Name) == entry.Identity;
}
