using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>The delivery engines of a process, one for each broker. Thread-safe.</summary>
public sealed class EngineRegistry(Func<BrokerOptions, DiagnosticQueue, IBroker> brokerFactory, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BrokerOptions, DeliveryEngine> _engines = [];
    private readonly FinishClock _finish = new(time);
    private readonly DiskFiles _files = new();

    /// <summary>What became of the records of each log, whatever has become of its writers.</summary>
    public LogBook Logs { get; } = new();

    /// <summary>How each broker is connected to now.</summary>
    public IReadOnlyList<BrokerStatus> Brokers
    {
        get
        {
            KeyValuePair<BrokerOptions, DeliveryEngine>[] engines;
            lock (_lock)
                engines = [.. _engines];
            // Options that differ in other things than the broker are engines of their own, and one broker to people.
            return
            [
                .. engines.GroupBy(engine => engine.Key.ToString(), engine => engine.Value.Connections).Select(
                    broker => new BrokerStatus(broker.Key, new ConnectionCounts(broker.Sum(count => count.Wanted), broker.Sum(count => count.Open)))),
            ];
        }
    }

    /// <summary>The engine for a broker, made at the first call for it.</summary>
    public DeliveryEngine Get(BrokerOptions options)
    {
        lock (_lock)
        {
            if (!_engines.TryGetValue(options, out DeliveryEngine? engine))
                _engines.Add(options, engine = new DeliveryEngine(options, brokerFactory, _finish, _files, Logs, time));
            return engine;
        }
    }

    /// <summary>Ends all engines, side by side, within <paramref name="timeout"/>.</summary>
    public async Task<ShutdownOutcome> ShutdownAsync(TimeSpan timeout)
    {
        DeliveryEngine[] engines;
        lock (_lock)
        {
            engines = [.. _engines.Values];
            _engines.Clear();
        }

        ShutdownOutcome[] outcomes = await Task.WhenAll(engines.Select(engine => engine.ShutdownAsync(timeout))).ConfigureAwait(false);
        return outcomes.Aggregate(default(ShutdownOutcome), (sum, outcome) => sum + outcome);
    }
}
