using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tail;

/// <summary>A message that came out of a queue. One thread.</summary>
/// <param name="tag">See <see cref="Tag"/>.</param>
/// <param name="body">Its body, as it came.</param>
/// <param name="contentType">What the body is.</param>
/// <param name="contentEncoding">How it is compressed, if it is.</param>
internal sealed class QueueDelivery(ulong tag, byte[] body, string? contentType, string? contentEncoding)
{
    // Not before it is shown: of what waits, only the compressed form is in memory.
    private byte[]? _decoded;
    private bool _isLines;

    /// <summary>What it is acknowledged by.</summary>
    public ulong Tag { get; } = tag;

    /// <summary>Its body, as it came.</summary>
    public byte[] Body { get; } = body;

    /// <summary>Whether it is no record, but says what those of its log look like.</summary>
    public bool IsSchema => contentType == BodyEncoding.Schema;

    /// <summary>The path of the log that its records are of, where the message says it.</summary>
    public string? Log { get; init; }

    /// <summary>What its publisher calls it; null for nothing.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether the broker has given it to somebody before.</summary>
    public bool IsRedelivered { get; init; }

    /// <summary>Its place in the stream that it came from; null if that is an ordinary queue.</summary>
    public long? StreamOffset { get; init; }

    /// <summary>Takes the next record out of the body.</summary>
    /// <param name="at">Where it begins; 0 at first, then where the next one does.</param>
    /// <param name="record">Its bytes.</param>
    /// <returns>False if there is none.</returns>
    public bool TryTake(ref int at, out ReadOnlyMemory<byte> record)
    {
        byte[] decoded = _decoded ??= Decode();
        // A body without any record is shown as well: somebody has sent it.
        if (at > 0 && at >= decoded.Length)
        {
            record = default;
            return false;
        }

        ReadOnlyMemory<byte> rest = decoded.AsMemory(at);
        int end = _isLines ? rest.Span.IndexOf((byte)'\n') : -1;
        record = end < 0 ? rest : rest[..end];
        at = end < 0 ? Math.Max(decoded.Length, 1) : at + end + 1;
        return true;
    }

    private byte[] Decode()
    {
        // What cannot be read is shown as it is.
        _isLines = BodyDecoding.TryDecode(Body, contentEncoding, out byte[] decoded) && contentType == BodyEncoding.Lines;
        return decoded;
    }
}
