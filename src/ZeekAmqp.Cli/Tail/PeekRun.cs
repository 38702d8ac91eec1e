using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Shows what lies in a queue, and puts it back.</summary>
/// <param name="request">What to show.</param>
/// <param name="printer">Shows it.</param>
/// <param name="messages">Takes what there is to say.</param>
internal sealed class PeekRun(TailRequest request, IMessagePrinter printer, MessageArea messages)
{
    // While one looks, nobody else gets them: who wants more has to take them out.
    private const int MaxMessages = 10_000;

    // Without --count.
    private const int UsualMessages = 1_000;

    private readonly RecordDisplay _display = new(request.Choice, request.Count, printer, messages.Write);

    /// <summary>Runs until all was shown that lay there at first, or enough of it, or time is up, or <paramref name="stop"/>.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">The queue cannot be looked into.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        BrokerLink link = await ConnectAsync(end.Token).ConfigureAwait(false);
        if (request.Timeout is { } timeout)
            end.CancelAfter(timeout);
        try
        {
            IChannel channel = await link.Connection.CreateChannelAsync(cancellationToken: end.Token).ConfigureAwait(false);
            QueueDeclareOk queue = await channel.QueueDeclarePassiveAsync(request.Peek, end.Token).ConfigureAwait(false);
            await ShowAsync(channel, queue, end.Token).ConfigureAwait(false);
            return ExitStatus.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitStatus.Success;
        }
        catch (OutputException exception)
        {
            if (exception.IsReaderGone)
                return ExitStatus.Success;
            messages.Write($"error: cannot write to standard output: {exception.Message}");
            return ExitStatus.Incomplete;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason is { Initiator: ShutdownInitiator.Peer } reason)
        {
            throw new UsageException(
                reason.ReplyCode == ReplyCode.NotImplemented
                    ? $"'{request.Peek}' is a stream, from which reading takes nothing out: use --queue {request.Peek} --from first"
                    : new NamedQueue(request.Peek, from: null).Explain(link.Place, reason.ReplyCode, reason.ReplyText).Message);
        }
        catch (Exception exception) when (exception is OperationInterruptedException or IOException)
        {
            messages.Write($"error: {(exception is OperationInterruptedException { ShutdownReason: { } reason } ? link.ExplainLoss(reason) : exception.Message)}");
            return ExitStatus.Incomplete;
        }
        finally
        {
            // Whatever was not put back the broker puts back now.
            await link.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task<BrokerLink> ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            return await Handshake.OpenAsync(
                request.Broker, "zeek-amqp tail", avoid: null, text => messages.Write($"warning: {text}"), cancellation).ConfigureAwait(false);
        }
        catch (BrokerException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private async Task ShowAsync(IChannel channel, QueueDeclareOk queue, CancellationToken cancellation)
    {
        // One question even to an empty queue: a stream answers that it is none.
        long limit = Math.Min(Math.Max(queue.MessageCount, 1), request.Count is null && request.Choice.IsAll ? UsualMessages : MaxMessages);
        int got = 0;
        ulong last = 0;
        while (got < limit && !_display.IsComplete)
        {
            if (await channel.BasicGetAsync(queue.QueueName, autoAck: false, cancellation).ConfigureAwait(false) is not { } message)
                break;
            got++;
            last = message.DeliveryTag;
            _display.Show(new QueueDelivery(last, message.Body.ToArray(), message.BasicProperties.ContentType, message.BasicProperties.ContentEncoding)
            {
                Log = message.BasicProperties.Type,
            });
        }

        if (last > 0)
            await channel.BasicNackAsync(last, multiple: true, requeue: true, cancellation).ConfigureAwait(false);
        _display.Flush();
        if (request.IsWordy)
            Report(queue, got);
    }

    private void Report(QueueDeclareOk queue, int got)
    {
        string consumers = queue.ConsumerCount == 0 ? "" : $"; {queue.ConsumerCount} consumer{(queue.ConsumerCount == 1 ? "" : "s")} take what comes";
        string rest = got < queue.MessageCount ? $" of {queue.MessageCount}" : "";
        messages.Write(got == 0
            ? $"nothing lies in queue '{request.Peek}'{consumers}"
            : $"{got}{rest} message{(got == 1 && rest.Length == 0 ? "" : "s")} of queue '{request.Peek}' looked at and put back; they are marked as redelivered now");
    }
}
