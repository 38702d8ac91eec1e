using System.IO.Compression;
using ZeekAmqp.Core.Pipeline;

namespace ZeekAmqp.RabbitMq;

/// <summary>Compresses by gzip. One thread at a time.</summary>
internal sealed class GzipCompressor : IBodyCompressor
{
    private readonly MemoryStream _compressed = new();

    public BodyForm Form => BodyForm.GzipLines;

    public byte[] Compress(ReadOnlySpan<byte> body)
    {
        _compressed.SetLength(0);
        // The fastest level: records repeat their names, which the cheapest search finds as well as the dearest.
        using (var gzip = new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        return _compressed.ToArray();
    }

    public void Dispose() => _compressed.Dispose();
}
