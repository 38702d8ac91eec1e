using System.Text;
using ZeekAmqp.Core.Diagnostics;
using ZeekAmqp.Core.Json;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq.Tests;

/// <summary>Writers of several logs to one broker, each with a queue of its own.</summary>
internal sealed class LogGroup : IAsyncDisposable
{
    private readonly EngineRegistry _engines = new(RabbitMqBroker.Create, TimeProvider.System);
    private readonly List<LogWriter> _writers = [];
    private readonly List<Diagnostic> _told = [];

    public LogGroup(int count, RawOption[] options)
    {
        string name = $"{Guid.NewGuid():N}";
        for (int i = 0; i < count; i++)
        {
            string queue = $"test-{name}-{i}";
            WriterOptions parsed = OptionParser.Parse([new("queue_name", queue), new("routing_key", queue), new("spool_dir", ""), .. options]);
            _writers.Add(_engines.Get(parsed.Broker).OpenWriter(new LogSchema($"log{i}"), parsed));
            Queues.Add(queue);
        }
    }

    /// <summary>Queue of each log.</summary>
    public List<string> Queues { get; } = [];

    /// <summary>All messages to the person who runs it, so far.</summary>
    public IReadOnlyList<Diagnostic> Told
    {
        get
        {
            foreach (LogWriter writer in _writers)
            {
                while (writer.TryTakeDiagnostic(out Diagnostic diagnostic))
                    _told.Add(diagnostic);
            }

            return _told;
        }
    }

    /// <summary>Sends the same records to each log, by turns, and waits until all are confirmed.</summary>
    public async Task DeliverAsync(int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            foreach (LogWriter writer in _writers)
                Assert.Equal(SubmitOutcome.Accepted, writer.Submit(Encoding.UTF8.GetBytes(TestWriter.Body(i))));
        }

        await TestWriter.UntilAsync(() => _writers.All(writer => writer.Counters.Outstanding == 0), "all confirmed");
    }

    public async ValueTask DisposeAsync()
    {
        await _engines.ShutdownAsync(TimeSpan.Zero);
        foreach (LogWriter writer in _writers)
            writer.Close();
    }
}
