using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>The delivery engines of a process, one for each broker. Thread-safe.</summary>
public sealed class EngineRegistry(Func<BrokerOptions, DiagnosticQueue, IBroker> brokerFactory, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<DeliveryEngine> _engines = [];
    private readonly FinishClock _finish = new(time);
    private readonly DiskFiles _files = new();

    /// <summary>What became of the records of each log, whatever has become of its writers.</summary>
    public LogBook Logs { get; } = new();

    /// <summary>How each broker is connected to now.</summary>
    public IReadOnlyList<BrokerStatus> Brokers
    {
        get
        {
            DeliveryEngine[] engines;
            lock (_lock)
                engines = [.. _engines];
            // Options that differ in other things than the broker are engines of their own, and one broker to people.
            return
            [
                .. engines.GroupBy(engine => engine.Options.ToString(), engine => engine.Connections).Select(
                    broker => new BrokerStatus(broker.Key, new ConnectionCounts(broker.Sum(count => count.Wanted), broker.Sum(count => count.Open)))),
            ];
        }
    }

    /// <summary>The engine for a broker, made at the first call for it.</summary>
    public DeliveryEngine Get(BrokerOptions options)
    {
        lock (_lock)
        {
            // Two of them may have come to the same options by a change: each keeps its writers.
            if (_engines.Find(engine => engine.Options == options) is { } found)
                return found;
            var engine = new DeliveryEngine(options, brokerFactory, _finish, _files, Logs, time);
            _engines.Add(engine);
            return engine;
        }
    }

    /// <summary>Opens a writer at the engine for its broker; no change of options comes in between. Does not wait for the broker.</summary>
    /// <param name="schema">The log.</param>
    /// <param name="options">Where it goes, and how.</param>
    /// <param name="filter">The log filter's name, under which its records are counted.</param>
    public LogWriter OpenWriter(LogSchema schema, WriterOptions options, string filter = "")
    {
        lock (_lock)
            return Get(options.Broker).OpenWriter(schema, options, filter);
    }

    /// <summary>
    /// Gives all open writers new global options, all of them or, if one cannot take them, none; what a writer has for itself still wins.
    /// Returns at once; nothing is lost by it.
    /// </summary>
    /// <exception cref="OptionException">Nothing has changed: they are not allowed, or not while logs are open. The message says what and why.</exception>
    public void Change(IReadOnlyList<RawOption> globals)
    {
        lock (_lock)
        {
            EngineChange[] changes = [.. _engines.Select(engine => EngineChange.Plan(engine, globals))];
            foreach (EngineChange change in changes)
                change.Apply();
        }
    }

    /// <summary>Ends all engines, side by side, within <paramref name="timeout"/>.</summary>
    public async Task<ShutdownOutcome> ShutdownAsync(TimeSpan timeout)
    {
        DeliveryEngine[] engines;
        lock (_lock)
        {
            engines = [.. _engines];
            _engines.Clear();
        }

        ShutdownOutcome[] outcomes = await Task.WhenAll(engines.Select(engine => engine.ShutdownAsync(timeout))).ConfigureAwait(false);
        return outcomes.Aggregate(default(ShutdownOutcome), (sum, outcome) => sum + outcome);
    }
}
