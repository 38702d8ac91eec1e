namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>A folder of <see cref="FaultyFiles"/>: its entries, and those that are durable.</summary>
internal sealed class FaultyFolder
{
    private readonly List<(string From, string To, object Entry)> _renames = [];

    // Into this folder or out of it: From or To is null.
    private readonly List<(string? From, string? To, object Entry, FaultyMove Move)> _moves = [];
    private Dictionary<string, object> _durable = [];

    /// <summary>Files and folders as programs see them.</summary>
    public Dictionary<string, object> Entries { get; private init; } = [];

    public void Rename(string from, string to, object entry)
    {
        Entries.Remove(from);
        Entries.Add(to, entry);
        _renames.Add((from, to, entry));
    }

    /// <summary>Moves an entry into another folder.</summary>
    public void MoveTo(FaultyFolder other, string from, string to, object entry)
    {
        var move = new FaultyMove();
        Entries.Remove(from);
        _moves.Add((from, null, entry, move));
        other.Entries.Add(to, entry);
        other._moves.Add((null, to, entry, move));
    }

    public void Sync()
    {
        // A journal has both sides of it, or none.
        foreach ((_, _, _, FaultyMove move) in _moves)
            move.IsDurable = true;
        _durable = new Dictionary<string, object>(Entries);
        _renames.Clear();
    }

    public FaultyFolder Copy() => Of(Entries, entry => entry is FaultyFile file ? file.Copy() : ((FaultyFolder)entry).Copy());

    public FaultyFolder Crash(Random random)
    {
        var before = new Dictionary<string, object>(_durable);
        var after = new Dictionary<string, object>(Entries);
        foreach ((string from, string to, object entry) in _renames)
        {
            // At one stroke, or not at all.
            bool isDone = random.Next(2) == 0;
            bool wasThere = before.Remove(from) | after.Remove(to);
            if (wasThere)
                before[isDone ? to : from] = after[isDone ? to : from] = entry;
        }

        foreach ((string? from, string? to, object entry, FaultyMove move) in _moves)
        {
            string name = from ?? to!;
            bool isHere = move.IsDone(random) == (to is not null);
            foreach (Dictionary<string, object> entries in new[] { before, after })
            {
                if (isHere)
                    entries[name] = entry;
                else
                    entries.Remove(name);
            }
        }

        var left = new Dictionary<string, object>();
        foreach (string name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            object? old = before.GetValueOrDefault(name);
            object? now = after.GetValueOrDefault(name);
            if ((old == now || random.Next(2) == 0 ? now : old) is { } kept)
                left.Add(name, kept);
        }

        return Of(left, entry => entry is FaultyFile file ? file.Crash(random) : ((FaultyFolder)entry).Crash(random));
    }

    private static FaultyFolder Of(Dictionary<string, object> entries, Func<object, object> copy)
    {
        Dictionary<string, object> copies = entries.ToDictionary(entry => entry.Key, entry => copy(entry.Value));
        return new FaultyFolder { Entries = copies, _durable = new Dictionary<string, object>(copies) };
    }
}
