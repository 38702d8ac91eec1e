using RabbitMQ.Client;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tail;

/// <summary>A queue, or a stream, that exists. Of a queue, messages are taken out.</summary>
/// <param name="name">Its name.</param>
/// <param name="from">Where to begin in a stream: <c>first</c>, <c>last</c> or <c>next</c>; null for <c>next</c>, and for a queue.</param>
internal sealed class NamedQueue(string name, string? from) : IQueueChoice
{
    private const string OffsetArgument = "x-stream-offset";

    private object? _offset = from;

    public bool IsOwn => false;

    public async Task<ReadyQueue> PrepareAsync(BrokerLink link, CancellationToken cancellation)
    {
        IChannel channel = await link.Connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
            await channel.QueueDeclarePassiveAsync(name, cancellation).ConfigureAwait(false);
        Dictionary<string, object?>? arguments = _offset is null ? null : new() { [OffsetArgument] = _offset };
        return new ReadyQueue(name, $"queue '{name}'", arguments);
    }

    public SourceException Explain(string place, int replyCode, string replyText) => replyCode switch
    {
        // A queue whose node of the cluster is away comes back with it.
        ReplyCode.NotFound when !replyText.Contains("down or inaccessible", StringComparison.Ordinal) =>
            new($"there is no queue '{name}' at {place}; name one with --queue, or show an exchange with --exchange", isFinal: true),
        ReplyCode.AccessRefused => new($"cannot read queue '{name}' at {place}: {replyText}; give the user the permission read on it", isFinal: true),
        ReplyCode.ResourceLocked => new($"cannot read queue '{name}' at {place}: another connection has it for itself", isFinal: false),
        ReplyCode.PreconditionFailed when replyText.Contains(OffsetArgument, StringComparison.Ordinal) =>
            new($"queue '{name}' is no stream, and has no places to begin at; leave --from out", isFinal: true),
        _ => new($"cannot read queue '{name}' at {place}: {replyText}", isFinal: false),
    };

    public void GoOnBehind(QueueDelivery delivery)
    {
        if (delivery.StreamOffset is { } offset)
            _offset = offset + 1;
    }
}
