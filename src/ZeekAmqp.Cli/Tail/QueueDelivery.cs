using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Tail;

/// <summary>A message that came out of a queue.</summary>
internal sealed class QueueDelivery
{
    private readonly byte[] _body;
    private readonly bool _isLines;

    /// <param name="tag">See <see cref="Tag"/>.</param>
    /// <param name="body">Its body, as it came.</param>
    /// <param name="contentType">What the body is.</param>
    /// <param name="contentEncoding">How it is compressed, if it is.</param>
    public QueueDelivery(ulong tag, byte[] body, string? contentType, string? contentEncoding)
    {
        Tag = tag;
        IsSchema = contentType == BodyEncoding.Schema;
        // What cannot be read is shown as it is.
        _isLines = BodyDecoding.TryDecode(body, contentEncoding, out _body) && contentType == BodyEncoding.Lines;
    }

    /// <summary>Whether it is no record, but says what those of its log look like.</summary>
    public bool IsSchema { get; }

    /// <summary>What it is acknowledged by.</summary>
    public ulong Tag { get; }

    /// <summary>The path of the log that its records are of, where the message says it.</summary>
    public string? Log { get; init; }

    /// <summary>Takes the next record out of the body.</summary>
    /// <param name="at">Where it begins; 0 at first, then where the next one does.</param>
    /// <param name="record">Its bytes.</param>
    /// <returns>False if there is none.</returns>
    public bool TryTake(ref int at, out ReadOnlySpan<byte> record)
    {
        // A body without any record is shown as well: somebody has sent it.
        if (at > 0 && at >= _body.Length)
        {
            record = default;
            return false;
        }

        ReadOnlySpan<byte> rest = _body.AsSpan(at);
        int end = _isLines ? rest.IndexOf((byte)'\n') : -1;
        record = end < 0 ? rest : rest[..end];
        at = end < 0 ? Math.Max(_body.Length, 1) : at + end + 1;
        return true;
    }
}
