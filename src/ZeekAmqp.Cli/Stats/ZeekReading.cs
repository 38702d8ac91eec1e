namespace ZeekAmqp.Cli.Stats;

/// <summary>What a node of Zeek tells of the plugin, at one moment.</summary>
internal sealed class ZeekReading
{
    private const string Prefix = "zeek_amqp_";

    private static readonly Dictionary<string, LogCounter> Counters = new()
    {
        ["records_accepted_total"] = LogCounter.Accepted,
        ["accepted_bytes_total"] = LogCounter.AcceptedBytes,
        ["records_confirmed_total"] = LogCounter.Confirmed,
        ["records_spooled_total"] = LogCounter.Spooled,
        ["records_drained_total"] = LogCounter.Drained,
        ["messages_published_total"] = LogCounter.Published,
        ["messages_retried_total"] = LogCounter.Retried,
        ["messages_returned_total"] = LogCounter.Returned,
    };

    private readonly Dictionary<LogKey, LogTotals> _logs = [];
    private readonly SortedDictionary<string, ZeekConnection> _connections = new(StringComparer.Ordinal);

    /// <summary>Its logs.</summary>
    public IReadOnlyDictionary<LogKey, LogTotals> Logs => _logs;

    /// <summary>Its connections to brokers that it needs.</summary>
    public IReadOnlyList<ZeekConnection> Connections => [.. _connections.Values.Where(connection => connection.Needed > 0)];

    /// <summary>Whether there is the plugin, and has sent anything.</summary>
    public bool HasMetrics { get; private init; }

    /// <summary>Reads what its Prometheus endpoint says.</summary>
    public static ZeekReading Read(string text)
    {
        MetricSample[] samples = [.. PrometheusText.Read(text, Prefix)];
        var reading = new ZeekReading { HasMetrics = samples.Length > 0 };
        foreach (MetricSample sample in samples)
            reading.Take(sample.Name[Prefix.Length..], sample);
        return reading;
    }

    private void Take(string name, MetricSample sample)
    {
        if (sample.Label("broker") is { Length: > 0 } broker)
        {
            ZeekConnection known = _connections.GetValueOrDefault(broker) ?? new ZeekConnection(broker, false, 0, 0);
            _connections[broker] = name switch
            {
                "connected" => known with { IsConnected = sample.Value > 0 },
                "connections" => known with { Needed = Count(sample) },
                "connections_open" => known with { Open = Count(sample) },
                _ => known,
            };
        }
        else if (sample.Label("log") is { Length: > 0 } log)
        {
            TakeOfLog(name, sample, TotalsOf(new LogKey(log, sample.Label("filter"))));
        }
    }

    private static void TakeOfLog(string name, MetricSample sample, LogTotals totals)
    {
        if (Counters.TryGetValue(name, out LogCounter counter))
            totals[counter] += Count(sample);
        else if (name == "records_dropped_total" && Count(sample) > 0)
            totals.Dropped[sample.Label("reason")] = totals.Dropped.GetValueOrDefault(sample.Label("reason")) + Count(sample);
        else if (name == "records_in_memory")
            totals.InMemory += Count(sample);
        else if (name == "records_in_spool")
            totals.InSpool += Count(sample);
        else if (name == "lag_seconds" && double.IsFinite(sample.Value))
            totals.Lag = Math.Max(totals.Lag, sample.Value);
    }

    private LogTotals TotalsOf(LogKey key)
    {
        if (!_logs.TryGetValue(key, out LogTotals? totals))
            _logs.Add(key, totals = new LogTotals());
        return totals;
    }

    // Doubles hold whole numbers up to 2^53; more than that nobody has sent.
    private static long Count(MetricSample sample) => (long)Math.Clamp(sample.Value, 0, 1L << 53);
}
