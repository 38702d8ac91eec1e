using System.IO.Compression;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Finds out by the first bytes whether a stream is compressed; names lie.</summary>
internal static class GzipDetection
{
    private const int MagicBytes = 2;

    /// <summary>Gives the stream's text: decompressed if it begins as gzip does (RFC 1952, section 2.3.1), else as it is.</summary>
    public static Stream Open(Stream stream) => Open(stream, out _);

    /// <summary>The same; says whether it is compressed.</summary>
    public static Stream Open(Stream stream, out bool isCompressed)
    {
        var start = new byte[MagicBytes];
        int count = stream.ReadAtLeast(start, MagicBytes, throwOnEndOfStream: false);
        var whole = new PrefixedStream(start.AsMemory(0, count), stream);
        isCompressed = start is [0x1f, 0x8b];
        return isCompressed ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }
}
