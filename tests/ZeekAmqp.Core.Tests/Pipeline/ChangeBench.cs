using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>A process whose options change: its engines, each with a broker of its own, and a clock that the test decides over.</summary>
internal sealed class ChangeBench : IAsyncDisposable
{
    private readonly List<RawOption> _globals = [];
    private EngineRegistry _engines;

    public ChangeBench(params RawOption[] globals)
    {
        _globals.AddRange([new("spool_dir", ""), .. globals]);
        _engines = Engines();
    }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>The brokers that were asked for, in that order, and how each was to be reached at first.</summary>
    public List<(BrokerOptions Options, FakeBroker Broker)> Brokers { get; } = [];

    /// <summary>The one that was asked for first.</summary>
    public FakeBroker Broker => Brokers[0].Broker;

    /// <summary>What a broker is like when it is asked for.</summary>
    public Func<FakeBroker> NewBroker { get; set; } = () => new FakeBroker();

    public void Tick() => Time.Advance(TimeSpan.FromSeconds(1));

    /// <summary>Opens a writer with the present global options, and with those of its own.</summary>
    public LogWriter Open(string path, params RawOption[] own)
    {
        WriterOptions options = OptionParser.Parse([.. _globals, .. own.Select(option => option with { Origin = OptionOrigin.Filter })]);
        return _engines.OpenWriter(new LogSchema(path), options);
    }

    /// <summary>Changes global options.</summary>
    public void Change(params RawOption[] changed)
    {
        RawOption[] after = [.. _globals.Where(option => changed.All(other => other.Name != option.Name)), .. changed];
        _engines.Change(after);
        _globals.Clear();
        _globals.AddRange(after);
    }

    /// <summary>Waits for what other threads do, while time goes by.</summary>
    public Task Until(Func<bool> condition) => Bench.Until(condition, Tick);

    /// <summary>Ends the process; the next <see cref="Open"/> is another one's.</summary>
    public async Task<ShutdownOutcome> EndProcessAsync()
    {
        ShutdownOutcome outcome = await _engines.ShutdownAsync(TimeSpan.Zero);
        _engines = Engines();
        return outcome;
    }

    public async ValueTask DisposeAsync() => await _engines.ShutdownAsync(TimeSpan.Zero);

    private EngineRegistry Engines() => new(
        (options, _) =>
        {
            Brokers.Add((options, NewBroker()));
            return Brokers[^1].Broker;
        },
        Time);
}
