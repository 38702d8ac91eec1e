namespace ZeekAmqp.RabbitMq;

/// <summary>
/// Gathers what is written to a stream while earlier bytes are being sent, so that many messages go out by one call.
/// </summary>
/// <remarks>
/// The client library writes and flushes each message by itself: one system call and one packet a message, which costs both ends more than the
/// message does. Here a write is a copy, and what has come together meanwhile is sent as a whole; nothing waits for more to come. An
/// error shows at a later write. Writes are one at a time; the sending is the thread pool's.
/// </remarks>
internal sealed class SendBuffer(Stream stream) : IThreadPoolWorkItem
{
    // What may wait beside what is being sent: a few thousand messages, or a large one.
    private const int MaxBytes = 256 * 1024;

    private const int FirstBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private byte[] _filling = new byte[FirstBytes];
    private byte[] _sending = new byte[FirstBytes];
    private int _filled;
    private bool _isSending;
    private Exception? _failure;

    // Completed whenever what was gathered has been taken, or sending has ended.
    private TaskCompletionSource? _moved;

    /// <summary>Takes bytes over, and returns; waits only while too many have not been sent yet.</summary>
    /// <exception cref="IOException">Earlier bytes could not be sent.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        TryTake(bytes, out _) ? ValueTask.CompletedTask : WaitAsync(bytes, cancellation);

    /// <summary>Sends what is there, and what comes meanwhile.</summary>
    void IThreadPoolWorkItem.Execute() => _ = SendAsync();

    private async ValueTask WaitAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!TryTake(bytes, out Task moved))
            await moved.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private bool TryTake(ReadOnlyMemory<byte> bytes, out Task moved)
    {
        lock (_lock)
        {
            if (_failure is not null)
                throw new IOException(_failure.Message, _failure);
            moved = Task.CompletedTask;
            // What is larger than the bound comes when nothing else waits.
            if (_filled > 0 && _filled + (long)bytes.Length > MaxBytes)
            {
                _moved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                moved = _moved.Task;
                return false;
            }

            if (_filling.Length - _filled < bytes.Length)
                Array.Resize(ref _filling, Math.Max(_filling.Length * 2, _filled + bytes.Length));
            bytes.Span.CopyTo(_filling.AsSpan(_filled));
            _filled += bytes.Length;
            if (!_isSending)
            {
                _isSending = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            return true;
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (Swap() is > 0 and var count)
            {
                await stream.WriteAsync(_sending.AsMemory(0, count)).ConfigureAwait(false);
                // One message that was far larger than usual must not pin its memory.
                if (_sending.Length > 2 * MaxBytes)
                    _sending = new byte[FirstBytes];
            }
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                _failure = exception;
                Moved();
            }
        }
    }

    private int Swap()
    {
        lock (_lock)
        {
            int count = _filled;
            (_filling, _sending) = (_sending, _filling);
            _filled = 0;
            _isSending = count > 0;
            Moved();
            return count;
        }
    }

    private void Moved()
    {
        _moved?.SetResult();
        _moved = null;
    }
}
