using System.IO.Compression;
using ZstdSharp;

namespace ZeekAmqp.RabbitMq;

/// <summary>Undoes what <c>content-encoding</c> says was done to a body.</summary>
public static class BodyDecoding
{
    // Eight times the largest batch that there is: a body that claims more is not one of ours, and is not to fill memory.
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Decodes a body.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="contentEncoding">The property; null or empty for none.</param>
    /// <param name="decoded">The plain body, or the body as it came if it cannot be decoded.</param>
    /// <returns>False if the encoding is not known, the body is damaged, or it is larger than 64 MiB.</returns>
    public static bool TryDecode(byte[] body, string? contentEncoding, out byte[] decoded)
    {
        decoded = body;
        if (string.IsNullOrEmpty(contentEncoding))
            return true;
        try
        {
            using Stream? stream = contentEncoding switch
            {
                BodyEncoding.Gzip => new GZipStream(new MemoryStream(body), CompressionMode.Decompress),
                BodyEncoding.Zstd => new DecompressionStream(new MemoryStream(body)),
                _ => null,
            };
            if (stream is null || Read(stream) is not { } plain)
                return false;
            decoded = plain;
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or ZstdException or EndOfStreamException)
        {
            return false;
        }
    }

    private static byte[]? Read(Stream stream)
    {
        using var plain = new MemoryStream();
        byte[] chunk = new byte[64 * 1024];
        while (stream.Read(chunk) is > 0 and var read)
        {
            if (plain.Length + read > MaxBytes)
                return null;
            plain.Write(chunk, 0, read);
        }

        return plain.ToArray();
    }
}
