using System.Text.Json;
using ZeekAmqp.Core.Pipeline;
using ZeekAmqp.Core.Routing;
using ZeekAmqp.Core.Spool;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Spool;

/// <summary>Takes messages of one writer apart, as they lie in a spool: values for names, then the body, compressed or not.</summary>
/// <param name="route">Where they go; null if that is lost, and then the place of the body is guessed.</param>
internal sealed class StoredMessage(SpoolRoute? route)
{
    // The first bytes of what is compressed: RFC 1952, RFC 8878.
    private static readonly byte[] GzipBegin = [0x1F, 0x8B];
    private static readonly byte[] ZstdBegin = [0x28, 0xB5, 0x2F, 0xFD];

    // A name of 255 bytes has room for so many {field:…}, and there are three names.
    private const int MaxFields = 3 * 28;

    private readonly AddressTemplate? _address = route is null ? null : new AddressTemplate(route.Target);

    /// <summary>Whether each message may go elsewhere.</summary>
    public bool HasOwnAddress => _address is not null && (_address.Fields.Count > 0 || route!.Target.Partitions > 1);

    /// <summary>Where a message goes; null if nobody knows.</summary>
    public Address? AddressOf(in SpoolEntry entry) => _address?.At(entry.Payload.Span[..ValuesIn(entry)], _address.PartitionOf(entry.Sequence));

    /// <summary>The message's id; without a route, its number alone.</summary>
    public string IdOf(in SpoolEntry entry) => FormattableString.Invariant($"{route?.WriterInstance}-{entry.Sequence}");

    /// <summary>What the body is, in a word.</summary>
    public static string FormOf(in SpoolEntry entry) => (BodyForm)entry.Form switch
    {
        BodyForm.Record => "record",
        BodyForm.Lines => "lines",
        BodyForm.GzipLines => "gzip",
        BodyForm.ZstdLines => "zstd",
        BodyForm.Schema => "schema",
        _ => "unknown",
    };

    /// <summary>Whether the body is no record, but says what those of its log look like; it is read as one all the same.</summary>
    public static bool IsSchema(in SpoolEntry entry) => entry.Form == (byte)BodyForm.Schema;

    /// <summary>Size of the body as it is sent, in bytes.</summary>
    public int BytesOf(in SpoolEntry entry) => entry.Length - ValuesIn(entry);

    /// <summary>The records of a message, each as it is in a log.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="records">The records, without line feeds.</param>
    /// <returns>False if it cannot be decompressed, or is of a form that is not known.</returns>
    public bool TryRead(in SpoolEntry entry, out IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        records = [];
        ReadOnlyMemory<byte> body = entry.Payload[ValuesIn(entry)..];
        switch ((BodyForm)entry.Form)
        {
            case BodyForm.Record or BodyForm.Schema:
                records = [body];
                return true;
            case BodyForm.Lines:
                records = Lines(body);
                return true;
            case BodyForm.GzipLines or BodyForm.ZstdLines:
                string encoding = entry.Form == (byte)BodyForm.GzipLines ? BodyEncoding.Gzip : BodyEncoding.Zstd;
                bool isDecoded = BodyDecoding.TryDecode(body.ToArray(), encoding, out byte[] text);
                records = isDecoded ? Lines(text) : [];
                return isDecoded;
            default:
                return false;
        }
    }

    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> text)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (text.Length > 0)
        {
            int end = text.Span.IndexOf((byte)'\n');
            lines.Add(end < 0 ? text : text[..end]);
            text = end < 0 ? default : text[(end + 1)..];
        }

        return lines;
    }

    private int ValuesIn(in SpoolEntry entry)
    {
        if (_address is not null)
            return Math.Max(0, RoutingValues.LengthIn(entry.Payload.Span, _address.Fields.Count));
        for (int fields = 0; fields <= MaxFields && RoutingValues.LengthIn(entry.Payload.Span, fields) is >= 0 and var length; fields++)
        {
            if (IsBody(entry.Payload.Span[length..], (BodyForm)entry.Form))
                return length;
        }

        return 0;
    }

    private static bool IsBody(ReadOnlySpan<byte> bytes, BodyForm form) => form switch
    {
        BodyForm.GzipLines => bytes.StartsWith(GzipBegin),
        BodyForm.ZstdLines => bytes.StartsWith(ZstdBegin),
        _ => bytes.StartsWith("{"u8) && IsObject(bytes),
    };

    private static bool IsObject(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)'\n');
        var json = new Utf8JsonReader(end < 0 ? bytes : bytes[..end]);
        try
        {
            return json.Read() && json.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
