using System.Text;
using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>A delivery engine with a broker and a clock that the test decides over, and a spool only if the test wants one.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private DeliveryEngine? _engine;

    public FakeTimeProvider Time { get; } = new();

    public FakeBroker Broker { get; } = new();

    /// <summary>The disk, for a test that wants it to fail.</summary>
    public ISpoolFiles Files { get; init; } = new DiskFiles();

    /// <summary>The totals of the process that runs now.</summary>
    public LogBook Logs { get; private set; } = new();

    public DeliveryEngine Engine => _engine!;

    /// <summary>Why a broker that is not there cannot be used.</summary>
    public static BrokerFailure Away { get; } = new(FailureScope.Connection, "connection refused");

    /// <summary>Bodies of messages that are told apart by their numbers.</summary>
    public static string[] Bodies(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(i => $"record {i}")];

    public static void Submit(LogWriter writer, params string[] bodies)
    {
        foreach (string body in bodies)
            Assert.Equal(SubmitOutcome.Accepted, writer.Submit(Encoding.UTF8.GetBytes(body)));
    }

    public static Diagnostic[] Told(LogWriter writer)
    {
        var told = new List<Diagnostic>();
        while (writer.TryTakeDiagnostic(out Diagnostic diagnostic))
            told.Add(diagnostic);
        return [.. told];
    }

    /// <summary>Waits for what other threads do; the bound only ends a test that has failed.</summary>
    public static async Task Until(Func<bool> condition, Action? meanwhile = null)
    {
        for (int i = 0; i < 6000; i++)
        {
            if (condition())
                return;
            meanwhile?.Invoke();
            await Task.Delay(5);
        }

        Assert.Fail("what was waited for did not happen within 30 s");
    }

    /// <summary>A second goes by.</summary>
    public void Tick() => Time.Advance(TimeSpan.FromSeconds(1));

    public LogWriter Open(params RawOption[] options)
    {
        WriterOptions parsed = OptionParser.Parse([new("spool_dir", ""), .. options]);
        _engine ??= new DeliveryEngine(parsed.Broker, (_, _) => Broker, new FinishClock(Time), Files, Logs, Time);
        return _engine.OpenWriter(new LogSchema("test"), parsed);
    }

    /// <summary>Ends the engine as a process does that ends; the next <see cref="Open"/> makes another.</summary>
    public async Task<ShutdownOutcome> EndProcessAsync()
    {
        ShutdownOutcome outcome = await Engine.ShutdownAsync(TimeSpan.Zero);
        _engine = null;
        Logs = new LogBook();
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
            await EndProcessAsync();
    }
}
