using System.Threading.Channels;
using RabbitMQ.Client.Exceptions;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Shows what arrives in a queue, and acknowledges what was shown.</summary>
/// <param name="request">What to show.</param>
/// <param name="printer">Shows it.</param>
/// <param name="messages">Takes what goes wrong on the way.</param>
internal sealed class TailRun(TailRequest request, IMessagePrinter printer, MessageArea messages)
{
    // Each write and each acknowledgement serves so many messages where they come fast.
    private const int AcknowledgedAtOnce = 64;

    private long _printed;
    private int _unacknowledged;
    private ulong _lastTag;

    private bool IsComplete => request.Count is { } count && _printed >= count;

    /// <summary>Runs until enough has come, time is up, or <paramref name="stop"/>.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">The queue cannot be read.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bool isLost = false;
        try
        {
            QueueConsumer consumer = await QueueConsumer.OpenAsync(request, text => messages.Write($"warning: {text}"), end.Token).ConfigureAwait(false);
            await using (consumer.ConfigureAwait(false))
            {
                if (request.Timeout is { } timeout)
                    end.CancelAfter(timeout);
                await ShowAsync(consumer, end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the user has seen enough.
        }
        catch (ChannelClosedException exception) when (exception.InnerException is QueueLostException lost)
        {
            messages.Write($"error: {lost.Message}");
            isLost = true;
        }
        catch (OperationInterruptedException exception)
        {
            messages.Write($"error: lost the queue: {exception.Message}");
            isLost = true;
        }
        catch (IOException)
        {
            // Whoever read the output has gone; there is nobody to tell.
            isLost = true;
        }

        return isLost || (request.Count is not null && !IsComplete) ? ExitStatus.Incomplete : ExitStatus.Success;
    }

    private async Task ShowAsync(QueueConsumer consumer, CancellationToken cancellation)
    {
        printer.Flush();
        while (!IsComplete)
        {
            if (!consumer.Deliveries.TryRead(out QueueDelivery? delivery))
            {
                await AcknowledgeAsync(consumer).ConfigureAwait(false);
                delivery = await consumer.Deliveries.ReadAsync(cancellation).ConfigureAwait(false);
            }

            // Of a message that is not shown to its end, the rest is still to be had: it goes back to the queue.
            if (!Print(delivery))
                continue;
            _lastTag = delivery.Tag;
            if (++_unacknowledged >= AcknowledgedAtOnce)
                await AcknowledgeAsync(consumer).ConfigureAwait(false);
        }

        await AcknowledgeAsync(consumer).ConfigureAwait(false);
    }

    // Returns whether all of it was shown.
    private bool Print(QueueDelivery delivery)
    {
        // Not a row of a table; who has the bodies gets them all.
        if (delivery.IsSchema && printer is TablePrinter)
            return true;
        int at = 0;
        while (delivery.TryTake(ref at, out ReadOnlySpan<byte> record))
        {
            if (IsComplete)
                return false;
            printer.Print(record, delivery.Log);
            _printed++;
        }

        return true;
    }

    private async Task AcknowledgeAsync(QueueConsumer consumer)
    {
        printer.Flush();
        if (_unacknowledged == 0)
            return;
        await consumer.AcknowledgeAsync(_lastTag).ConfigureAwait(false);
        _unacknowledged = 0;
    }
}
