using System.Collections.Concurrent;
using System.Text;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Core.Tests.Pipeline;

/// <summary>A broker whose every answer the test decides.</summary>
internal sealed class FakeBroker : IBroker
{
    private readonly Lock _lock = new();
    private readonly List<FakeChannel> _channels = [];

    public ConnectionCounts Connections { get; set; }

    /// <summary>If set, channels cannot be opened, for this reason.</summary>
    public BrokerFailure? Refusal { get; set; }

    /// <summary>Whether opening a channel ends as if it were cancelled.</summary>
    public bool CutsOff { get; set; }

    /// <summary>Whether messages are confirmed as they are published.</summary>
    public bool ConfirmsAtOnce { get; set; } = true;

    /// <summary>If set, opening a channel takes until it is completed.</summary>
    public TaskCompletionSource? OpenHang { get; set; }

    /// <summary>How often a channel was asked for.</summary>
    public int OpenAttempts => AskedFor.Count;

    /// <summary>For whom channels were asked for, whether they were opened or not.</summary>
    public ConcurrentQueue<MessageRoute> AskedFor { get; } = [];

    /// <summary>Failures for which a connection was given up.</summary>
    public List<BrokerFailure> GivenUp { get; } = [];

    /// <summary>If set, disposing of the broker takes until it is completed.</summary>
    public TaskCompletionSource? DisposeHang { get; set; }

    /// <summary>Whether the broker was disposed of.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>For whom channels were opened.</summary>
    public List<MessageRoute> Routes { get; } = [];

    /// <summary>What was published, on all channels.</summary>
    public string[] AllBodies
    {
        get
        {
            lock (_lock)
                return [.. _channels.SelectMany(channel => channel.Bodies)];
        }
    }

    /// <summary>The channel that was opened last.</summary>
    public FakeChannel Channel
    {
        get
        {
            lock (_lock)
                return _channels[^1];
        }
    }

    /// <summary>The channel that was opened last for a log: where there are several, no one knows whose is the last of all.</summary>
    public FakeChannel ChannelOf(string path)
    {
        lock (_lock)
            return _channels[Routes.FindLastIndex(route => route.Path == path)];
    }

    /// <summary>All channels, in the order in which they were opened.</summary>
    public FakeChannel[] Channels
    {
        get
        {
            lock (_lock)
                return [.. _channels];
        }
    }

    public int ChannelCount
    {
        get
        {
            lock (_lock)
                return _channels.Count;
        }
    }

    /// <summary>Addresses that are nowhere, see <see cref="FakeMessage.Address"/>.</summary>
    public List<string> MissingAddresses { get; } = [];

    /// <summary>Compresses messages, if there is one and a writer asks for compression.</summary>
    public IBodyCompressor? Compressor { get; set; }

    /// <summary>What was published, on all channels.</summary>
    public FakeMessage[] AllMessages
    {
        get
        {
            lock (_lock)
                return [.. _channels.SelectMany(channel => channel.Messages)];
        }
    }

    public IBodyCompressor? CreateCompressor(Compression compression) => compression == Compression.None ? null : Compressor;

    /// <summary>How it was to be reached, each time that this has changed.</summary>
    public List<BrokerOptions> Changes { get; } = [];

    public void ChangeTo(BrokerOptions options) => Changes.Add(options);

    public async Task<IPublishChannel> OpenChannelAsync(MessageRoute route, IChannelListener listener, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        AskedFor.Enqueue(route);
        if (OpenHang is { } hang)
            await hang.Task.WaitAsync(cancellation);
        if (CutsOff)
            throw new OperationCanceledException("cut off");
        if (Refusal is { } refusal)
            throw new BrokerException(refusal);
        var channel = new FakeChannel(this, listener, new AddressTemplate(route.Target));
        lock (_lock)
        {
            _channels.Add(channel);
            Routes.Add(route);
        }

        return channel;
    }

    public async ValueTask DisposeAsync()
    {
        IsDisposed = true;
        if (DisposeHang is { } hang)
            await hang.Task;
    }
}

/// <summary>What <see cref="FakeBroker"/> has got.</summary>
internal sealed record FakeMessage(string Body, ulong Sequence, int Records, BodyForm Form)
{
    /// <summary>The address that <see cref="FakeBroker.Routes"/>' target makes of its values, as exchange/key/queue; empty if it has none.</summary>
    public string Address { get; init; } = "";
}

/// <summary>A channel of <see cref="FakeBroker"/>.</summary>
internal sealed class FakeChannel(FakeBroker broker, IChannelListener listener, AddressTemplate addresses) : IPublishChannel
{
    private readonly Lock _lock = new();
    private readonly List<FakeMessage> _messages = [];

    public IChannelListener Listener => listener;

    /// <summary>If set, publishing does not return until it is completed or cancelled.</summary>
    public TaskCompletionSource? Hang { get; set; }

    /// <summary>What was published, in order.</summary>
    public string[] Bodies
    {
        get
        {
            lock (_lock)
                return [.. _messages.Select(message => message.Body)];
        }
    }

    /// <summary>What was published, in order.</summary>
    public FakeMessage[] Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    public async ValueTask PublishAsync(OutboundMessage message, CancellationToken cancellation)
    {
        if (Hang is { } hang)
            await hang.Task.WaitAsync(cancellation);
        Address to = addresses.At(message.Values.Span, addresses.PartitionOf(message.Sequence));
        string address = message.Values.IsEmpty ? "" : $"{to.Exchange}/{to.RoutingKey}/{to.QueueName}";
        if (broker.MissingAddresses.Contains(address))
            throw new BrokerException(new BrokerFailure(FailureScope.Message, $"there is no {address}"));
        ulong tag;
        lock (_lock)
        {
            _messages.Add(new FakeMessage(Encoding.UTF8.GetString(message.Body.Span), message.Sequence, message.Records, message.Form) { Address = address });
            tag = (ulong)_messages.Count;
        }

        if (broker.ConfirmsAtOnce)
            listener.OnConfirmed(tag, multiple: false);
    }

    public void GiveUpConnection(BrokerFailure failure) => broker.GivenUp.Add(failure);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
