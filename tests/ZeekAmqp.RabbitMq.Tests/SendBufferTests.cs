namespace ZeekAmqp.RabbitMq.Tests;

public sealed class SendBufferTests
{
    private const int MaxBytes = 256 * 1024;

    private readonly GatedStream _stream = new();
    private readonly SendBuffer _buffer;

    public SendBufferTests() => _buffer = new SendBuffer(_stream);

    [Fact]
    public async Task What_is_written_while_earlier_bytes_are_sent_goes_out_as_one()
    {
        await _buffer.WriteAsync(new byte[] { 1 }, default);
        await _stream.UntilSendingAsync(1);
        foreach (byte value in (byte[])[2, 3, 4])
            Assert.True(_buffer.WriteAsync(new[] { value }, default).IsCompletedSuccessfully);
        _stream.Open();
        await _stream.UntilSendingAsync(2);
        Assert.Equal([[1], [2, 3, 4]], _stream.Sent);
    }

    [Fact]
    public async Task Nothing_waits_for_more_to_come()
    {
        _stream.Open();
        for (int i = 1; i <= 3; i++)
        {
            await _buffer.WriteAsync(new byte[] { 1 }, default);
            await _stream.UntilSendingAsync(i);
        }
    }

    [Fact]
    public async Task Whatever_the_sizes_all_bytes_arrive_in_order()
    {
        _stream.Open();
        var random = new Random(3);
        var written = new List<byte>();
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(50) == 0 ? random.Next(3 * MaxBytes) : random.Next(500)];
            random.NextBytes(bytes);
            written.AddRange(bytes);
            await _buffer.WriteAsync(bytes, default);
        }

        await TestWriter.UntilAsync(() => _stream.Sent.Sum(sent => (long)sent.Length) == written.Count, "all bytes to be sent");
        Assert.True(_stream.Sent.SelectMany(sent => sent).SequenceEqual(written));
    }

    [Fact]
    public async Task A_peer_that_takes_nothing_makes_the_writer_wait()
    {
        await _buffer.WriteAsync(new byte[100], default);
        await _stream.UntilSendingAsync(1);
        await _buffer.WriteAsync(new byte[MaxBytes], default);
        ValueTask waiting = _buffer.WriteAsync(new byte[1], default);
        Assert.False(waiting.IsCompleted);
        _stream.Open();
        await waiting;
        await _stream.UntilSendingAsync(3);
        Assert.Equal([100, MaxBytes, 1], _stream.Sent.Select(sent => sent.Length));
    }

    [Fact]
    public async Task Who_waits_can_give_up()
    {
        await _buffer.WriteAsync(new byte[100], default);
        await _stream.UntilSendingAsync(1);
        await _buffer.WriteAsync(new byte[MaxBytes], default);
        using var giveUp = new CancellationTokenSource();
        ValueTask waiting = _buffer.WriteAsync(new byte[1], giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }

    [Fact]
    public async Task An_error_ends_who_waits_and_shows_at_each_later_write()
    {
        await _buffer.WriteAsync(new byte[100], default);
        await _stream.UntilSendingAsync(1);
        await _buffer.WriteAsync(new byte[MaxBytes], default);
        ValueTask waiting = _buffer.WriteAsync(new byte[1], default);
        _stream.Break(new IOException("the peer has gone"));
        Assert.Equal("the peer has gone", (await Assert.ThrowsAsync<IOException>(async () => await waiting)).Message);
        Assert.Throws<IOException>(() => { _ = _buffer.WriteAsync(new byte[1], default); });
    }

    /// <summary>A peer that takes bytes when the test lets it.</summary>
    private sealed class GatedStream : MemoryStream
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<byte[]> _sent = [];

        public byte[][] Sent
        {
            get
            {
                lock (_lock)
                    return [.. _sent];
            }
        }

        public void Open() => _gate.SetResult();

        public void Break(Exception exception) => _gate.SetException(exception);

        public Task UntilSendingAsync(int count) => TestWriter.UntilAsync(() => Sent.Length == count, $"send number {count}");

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (_lock)
                _sent.Add(buffer.ToArray());
            await _gate.Task;
        }
    }
}
