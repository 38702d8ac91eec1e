namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>A folder of <see cref="FaultyFiles"/>: its entries, and those that are durable.</summary>
internal sealed class FaultyFolder
{
    private readonly List<(string From, string To, object Entry)> _renames = [];
    private Dictionary<string, object> _durable = [];

    /// <summary>Files and folders as programs see them.</summary>
    public Dictionary<string, object> Entries { get; private init; } = [];

    public void Rename(string from, string to, object entry)
    {
        Entries.Remove(from);
        Entries.Add(to, entry);
        _renames.Add((from, to, entry));
    }

    public void Sync()
    {
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
