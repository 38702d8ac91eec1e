namespace ZeekAmqp.Cli.Stats;

/// <summary>The numbers of a log at one moment, of one node or of several. One thread.</summary>
internal sealed class LogTotals
{
    private readonly long[] _counters = new long[Enum.GetValues<LogCounter>().Length];

    /// <summary>A counter.</summary>
    public long this[LogCounter counter]
    {
        get => _counters[(int)counter];
        set => _counters[(int)counter] = value;
    }

    /// <summary>Records in memory only.</summary>
    public long InMemory { get; set; }

    /// <summary>Records on disk.</summary>
    public long InSpool { get; set; }

    /// <summary>Age of the oldest record that is not settled, in seconds.</summary>
    public double Lag { get; set; }

    /// <summary>Records lost, by reason.</summary>
    public SortedDictionary<string, long> Dropped { get; } = new(StringComparer.Ordinal);

    /// <summary>Records lost for any reason.</summary>
    public long DroppedInAll => Dropped.Values.Sum();

    /// <summary>Bytes on disk, as far as can be told from the mean size of the records so far; null before there are any.</summary>
    public long? SpoolBytesAbout =>
        this[LogCounter.Accepted] > 0 ? (long)((double)InSpool * this[LogCounter.AcceptedBytes] / this[LogCounter.Accepted]) : null;

    /// <summary>Adds the same log's numbers at another node, or another log's.</summary>
    public void Add(LogTotals other)
    {
        for (int i = 0; i < _counters.Length; i++)
            _counters[i] += other._counters[i];
        InMemory += other.InMemory;
        InSpool += other.InSpool;
        Lag = Math.Max(Lag, other.Lag);
        foreach ((string reason, long records) in other.Dropped)
            Dropped[reason] = Dropped.GetValueOrDefault(reason) + records;
    }
}
