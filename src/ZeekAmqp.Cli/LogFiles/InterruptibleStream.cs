namespace ZeekAmqp.Cli.LogFiles;

/// <summary>A pipe or a terminal that may stay silent for ever, and a reader who must not wait for ever.</summary>
/// <remarks>
/// A read of a pipe cannot be called off. It is left to itself instead, with a buffer of its own, and ends with the process: after an
/// interruption nobody reads on.
/// </remarks>
internal sealed class InterruptibleStream(Stream inner, CancellationToken interruption) : ReadOnlyStream
{
    // What a Linux pipe holds.
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <exception cref="OperationCanceledException">The interruption came.</exception>
    public override int Read(Span<byte> buffer)
    {
        interruption.ThrowIfCancellationRequested();
        if (_start == _end)
        {
            _start = 0;
            _end = ReadPipe();
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        // Closing it would wait for the read that was left to itself.
        if (disposing && !interruption.IsCancellationRequested)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int ReadPipe()
    {
        Task<int> read = Task.Run(() => inner.Read(_buffer, 0, _buffer.Length), CancellationToken.None);
        Task.WaitAny([read], interruption);
        return read.GetAwaiter().GetResult();
    }
}
