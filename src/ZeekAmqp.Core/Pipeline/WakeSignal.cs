using System.Threading.Channels;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>Wakes one waiting loop; waking it twice before it looks counts once. <see cref="Set"/> is any thread's.</summary>
internal sealed class WakeSignal
{
    private readonly Channel<byte> _channel = Channel.CreateBounded<byte>(
        new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
            SingleReader = true,
            // Connection threads and Zeek's writer threads must not run the delivery loop.
            AllowSynchronousContinuations = false,
        });

    /// <summary>Wakes the loop, now or when it waits next.</summary>
    public void Set() => _channel.Writer.TryWrite(0);

    /// <summary>Waits until <see cref="Set"/> has been called since the last wait.</summary>
    public async ValueTask WaitAsync()
    {
        if (!_channel.Reader.TryRead(out _))
            await _channel.Reader.ReadAsync().ConfigureAwait(false);
    }
}
