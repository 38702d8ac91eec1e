namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Reads a stream on a thread of its own, some blocks ahead, so that decompressing and parsing go on side by side.</summary>
internal sealed class ReadAheadStream : ReadOnlyStream
{
    private const int BlockBytes = 128 * 1024;
    private const int Blocks = 4;

    private readonly Stream _inner;
    private readonly byte[][] _blocks = [.. Enumerable.Range(0, Blocks).Select(_ => new byte[BlockBytes])];
    private readonly int[] _lengths = new int[Blocks];
    private readonly SemaphoreSlim _free = new(Blocks);
    private readonly SemaphoreSlim _filled = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;
    private Exception? _failure;
    private int _block;
    private int _at;
    private bool _hasBlock;

    /// <param name="inner">Belongs to the other thread from now on; is disposed of with this one.</param>
    public ReadAheadStream(Stream inner)
    {
        _inner = inner;
        _reading = Task.Factory.StartNew(ReadAhead, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override int Read(Span<byte> buffer)
    {
        if (!_hasBlock)
        {
            _filled.Wait();
            _hasBlock = true;
            _at = 0;
        }

        int left = _lengths[_block] - _at;
        if (left == 0)
        {
            // The end, or a failure: it stays at that.
            return _failure is null ? 0 : throw _failure;
        }

        int count = Math.Min(left, buffer.Length);
        _blocks[_block].AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        if (_at == _lengths[_block])
        {
            _hasBlock = false;
            _block = (_block + 1) % Blocks;
            _free.Release();
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_end.IsCancellationRequested)
        {
            _end.Cancel();
            _reading.Wait();
            _inner.Dispose();
            _end.Dispose();
            _free.Dispose();
            _filled.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadAhead()
    {
        int length = 1;
        for (int block = 0; length > 0; block = (block + 1) % Blocks)
        {
            length = 0;
            try
            {
                _free.Wait(_end.Token);
                // After a failure, what was read before it is still given out; nothing follows it.
                if (_failure is null)
                    Fill(_blocks[block], ref length);
            }
            catch (Exception exception)
            {
                _failure = exception;
            }

            _lengths[block] = length;
            _filled.Release();
        }
    }

    private void Fill(Span<byte> block, ref int length)
    {
        int count;
        do
        {
            count = _inner.Read(block[length..]);
            length += count;
        }
        while (count > 0 && length < block.Length);
    }
}
