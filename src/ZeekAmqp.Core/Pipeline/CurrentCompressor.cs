namespace ZeekAmqp.Core.Pipeline;

/// <summary>What compresses one writer's messages now; another may take its place between two of them. Owns both.</summary>
/// <remarks><see cref="Replace"/> is any thread's, the rest the delivery loop's, or of who ends it.</remarks>
internal sealed class CurrentCompressor(IBodyCompressor? first) : IDisposable
{
    private IBodyCompressor? _current = first;
    private Replacement? _next;

    /// <summary>The next message is compressed by another one, or not at all.</summary>
    public void Replace(IBodyCompressor? compressor) =>
        Interlocked.Exchange(ref _next, new Replacement(compressor))?.Compressor?.Dispose();

    /// <summary>What compresses now; null for nothing. Valid until the next call.</summary>
    public IBodyCompressor? Get()
    {
        if (Volatile.Read(ref _next) is not null && Interlocked.Exchange(ref _next, null) is { } next)
        {
            _current?.Dispose();
            _current = next.Compressor;
        }

        return _current;
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _next, null)?.Compressor?.Dispose();
        _current?.Dispose();
    }

    // Nothing is a replacement, too.
    private sealed record Replacement(IBodyCompressor? Compressor);
}
