using ZeekAmqp.Core.Pipeline;
using ZstdSharp;

namespace ZeekAmqp.RabbitMq;

/// <summary>Compresses by Zstandard. One thread at a time.</summary>
internal sealed class ZstdCompressor : IBodyCompressor
{
    // The fastest of the ordinary levels.
    private const int Level = 1;

    private readonly Compressor _compressor = new(Level);
    private byte[] _compressed = [];

    public BodyForm Form => BodyForm.ZstdLines;

    public byte[] Compress(ReadOnlySpan<byte> body)
    {
        int most = Compressor.GetCompressBound(body.Length);
        if (_compressed.Length < most)
            _compressed = new byte[most];
        int length = _compressor.Wrap(body, _compressed);
        return _compressed[..length];
    }

    public void Dispose() => _compressor.Dispose();
}
