using System.Text;
using System.Threading.Channels;
using ZeekAmqp.Cli.Tail;

namespace ZeekAmqp.Cli.Tests.Fakes;

/// <summary>Messages that a test hands out.</summary>
internal sealed class FakeSource : IMessageSource
{
    private readonly Channel<QueueDelivery> _deliveries = Channel.CreateUnbounded<QueueDelivery>();
    private ulong _tag;

    public string Description => "queue 'fake'";

    public ChannelReader<QueueDelivery> Deliveries => _deliveries.Reader;

    /// <summary>The tag up to which all is acknowledged.</summary>
    public ulong Acknowledged { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Delivers records, each as a message of its own that has the record for its id.</summary>
    public FakeSource With(bool isRedelivered, params string[] records)
    {
        foreach (string record in records)
        {
            _deliveries.Writer.TryWrite(new QueueDelivery(++_tag, Encoding.UTF8.GetBytes(record), "application/json", null)
            {
                Log = "conn",
                MessageId = record,
                IsRedelivered = isRedelivered,
            });
        }

        return this;
    }

    /// <summary>A message of several records.</summary>
    public FakeSource WithBatch(params string[] records)
    {
        _deliveries.Writer.TryWrite(new QueueDelivery(++_tag, Encoding.UTF8.GetBytes(string.Join('\n', records)), "application/x-ndjson", null) { Log = "conn" });
        return this;
    }

    /// <summary>Breaks off, behind what was delivered.</summary>
    public FakeSource Lost(string reason)
    {
        _deliveries.Writer.TryComplete(new SourceException(reason, isFinal: false));
        return this;
    }

    public Task AcknowledgeAsync(ulong tag)
    {
        Acknowledged = tag;
        return Task.CompletedTask;
    }

    public Task<bool> IsOverflowingAsync() => Task.FromResult(false);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }
}
