namespace ZeekAmqp.Cli.Stats;

/// <summary>How fast a log's counters grow, a second. One thread.</summary>
internal sealed class LogRates
{
    private readonly double[] _rates = new double[Enum.GetValues<LogCounter>().Length];

    /// <summary>A counter's rate; 0 or more.</summary>
    public double this[LogCounter counter]
    {
        get => _rates[(int)counter];
        set => _rates[(int)counter] = value;
    }

    /// <summary>Records lost for any reason.</summary>
    public double Dropped { get; set; }

    /// <summary>Adds another's.</summary>
    public void Add(LogRates other)
    {
        for (int i = 0; i < _rates.Length; i++)
            _rates[i] += other._rates[i];
        Dropped += other.Dropped;
    }
}
