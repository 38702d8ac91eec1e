using System.Threading.Channels;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;

namespace ZeekAmqp.Cli.Tail;

/// <summary>Shows what arrives, acknowledges what was shown, and looks for the broker when it has gone.</summary>
/// <param name="request">What to show.</param>
/// <param name="open">Opens the source of messages, each time anew.</param>
/// <param name="printer">Shows records.</param>
/// <param name="messages">Takes what goes wrong on the way.</param>
/// <param name="time">The clock.</param>
internal sealed class TailRun(
    TailRequest request, Func<CancellationToken, Task<IMessageSource>> open, IMessagePrinter printer, MessageArea messages, TimeProvider time)
{
    // Each write and each acknowledgement serves so many messages where they come fast.
    private const int AcknowledgedAtOnce = 64;

    // How often it is asked whether messages pile up.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    private readonly RecordDisplay _display = new(request.Choice, request.Count, printer, messages.Write);
    private readonly Reconnection _reconnection = new(open, messages, time);
    private readonly ShownMessages _shown = new();
    private string? _note = request.IsWordy ? request.Note : null;
    private int _unacknowledged;
    private ulong _lastTag;
    private long _lookedAt = time.GetTimestamp();
    private bool _isOverflowing;

    private bool IsOwnQueue => request.Queue!.IsOwn;

    /// <summary>Runs until enough has come, time is up, or <paramref name="stop"/>.</summary>
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">There is nothing to show: no broker, no queue, no permission.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bool isLost = false;
        try
        {
            IMessageSource source = await OpenFirstAsync(end.Token).ConfigureAwait(false);
            if (request.IsWordy && IsOwnQueue)
                messages.Write($"listening to {source.Description}");
            if (request.Timeout is { } timeout)
                end.CancelAfter(timeout);
            while (await ShowAllAsync(source, end.Token).ConfigureAwait(false) is { } loss)
            {
                isLost = true;
                string consequence = IsOwnQueue ? "; what was published meanwhile is not shown" : "";
                source = await _reconnection.ReopenAsync(loss.Message, consequence, end.Token).ConfigureAwait(false);
                isLost = false;
            }
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the user has seen enough.
        }
        catch (SourceException exception)
        {
            messages.Write($"error: {exception.Message}");
        }
        catch (OutputException exception)
        {
            // Who closed a pipe has seen enough, and wants to hear nothing.
            isLost = !exception.IsReaderGone;
            if (isLost)
                messages.Write($"error: cannot write to standard output: {exception.Message}");
        }

        return isLost || _display.IsShort ? ExitStatus.Incomplete : ExitStatus.Success;
    }

    private async Task<IMessageSource> OpenFirstAsync(CancellationToken cancellation)
    {
        try
        {
            return await open(cancellation).ConfigureAwait(false);
        }
        catch (SourceException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <returns>Why the source was lost; null if it was not.</returns>
    private async Task<SourceException?> ShowAllAsync(IMessageSource source, CancellationToken cancellation)
    {
        await using (source.ConfigureAwait(false))
        {
            try
            {
                await ShowAsync(source, cancellation).ConfigureAwait(false);
                return null;
            }
            catch (Exception exception) when (exception is SourceException or ChannelClosedException { InnerException: SourceException })
            {
                // Another queue would not have what had arrived here already; the same one delivers it again.
                while (IsOwnQueue && !_display.IsComplete && source.Deliveries.TryRead(out QueueDelivery? delivery))
                    _display.Show(delivery);
                _display.Flush();
                if (_display.IsComplete)
                    return null;
                _shown.Lose();
                _unacknowledged = 0;
                return exception as SourceException ?? (SourceException)exception.InnerException!;
            }
        }
    }

    private async Task ShowAsync(IMessageSource source, CancellationToken cancellation)
    {
        _display.Flush();
        while (!_display.IsComplete && !cancellation.IsCancellationRequested)
        {
            if (!source.Deliveries.TryRead(out QueueDelivery? delivery))
            {
                await AcknowledgeAsync(source).ConfigureAwait(false);
                delivery = await source.Deliveries.ReadAsync(cancellation).ConfigureAwait(false);
            }

            // Of a message that is not shown to its end, the rest is still to be had: it goes back to the queue.
            if (!Show(delivery))
                break;
            _lastTag = delivery.Tag;
            if (++_unacknowledged >= AcknowledgedAtOnce)
                await AcknowledgeAsync(source).ConfigureAwait(false);
        }

        await AcknowledgeAsync(source).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
    }

    // Returns whether it is done with.
    private bool Show(QueueDelivery delivery)
    {
        if (_note is { } note && delivery.StreamOffset is null)
            messages.Write(note);
        _note = null;
        if (!_shown.TryTakeShown(delivery, IsOwnQueue))
        {
            if (!_display.Show(delivery))
                return false;
            _shown.Add(delivery);
        }

        request.Queue!.GoOnBehind(delivery);
        return true;
    }

    private async Task AcknowledgeAsync(IMessageSource source)
    {
        _display.Flush();
        if (_unacknowledged == 0)
            return;
        await source.AcknowledgeAsync(_lastTag).ConfigureAwait(false);
        _unacknowledged = 0;
        if (!IsOwnQueue || time.GetElapsedTime(_lookedAt) < LookInterval)
            return;
        _lookedAt = time.GetTimestamp();
        bool isOverflowing = await source.IsOverflowingAsync().ConfigureAwait(false);
        if (isOverflowing && !_isOverflowing)
            messages.Write("warning: more comes than is read here; the broker drops the oldest of what waits (--path and --filter do not help, a narrower --binding-key does)");
        _isOverflowing = isOverflowing;
    }
}
