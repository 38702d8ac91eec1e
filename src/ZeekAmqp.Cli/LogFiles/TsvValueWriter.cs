using System.Buffers.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Writes the values of a TSV log as JSON. One thread.</summary>
/// <param name="header">How the log is written.</param>
/// <param name="json">Where values go.</param>
internal sealed class TsvValueWriter(TsvHeader header, TaggedJsonWriter json)
{
    private const int MaxPort = 65535;
    private const int V4Bits = 32;
    private const int V6Bits = 128;

    private byte[] _unescaped = new byte[1024];

    /// <summary>Writes a value that is set.</summary>
    /// <returns>False if the text is not of the column's type.</returns>
    public bool TryWrite(LogField column, ReadOnlySpan<byte> text) =>
        column.Type.IsContainer() ? TryWriteElements(column.Subtype, text) : TryWriteSimple(column.Type, text);

    private bool TryWriteElements(LogType type, ReadOnlySpan<byte> text)
    {
        json.BeginArray();
        // An empty text is none that Zeek writes, but editors do.
        if (!text.IsEmpty && !header.Empty.Is(text))
        {
            while (true)
            {
                int length = text.IndexOf(header.SetSeparator);
                ReadOnlySpan<byte> element = length < 0 ? text : text[..length];
                if (header.Unset.Is(element))
                    json.WriteNull();
                else if (!TryWriteSimple(type, element))
                    return false;
                if (length < 0)
                    break;
                text = text[(length + header.SetSeparator.Length)..];
            }
        }

        json.EndArray();
        return true;
    }

    private bool TryWriteSimple(LogType type, ReadOnlySpan<byte> text)
    {
        // Nothing but texts needs escapes, unless someone chose a dot or a digit as separator.
        bool isText = type is LogType.String or LogType.Enum or LogType.File or LogType.Func;
        if (isText && header.Empty.Is(text))
            text = default;
        else if (text.Contains((byte)'\\'))
            text = Unescape(text);

        switch (type)
        {
            case LogType.Bool:
                return TryWriteBool(text);
            case LogType.Int:
                return TryWriteInt(text);
            case LogType.Count:
                return TryWriteCount(text, ulong.MaxValue);
            case LogType.Port:
                // Zeek's input framework knows 80/tcp, its logs do not.
                int slash = text.IndexOf((byte)'/');
                return TryWriteCount(slash < 0 ? text : text[..slash], MaxPort);
            case LogType.Double or LogType.Interval:
                return TryWriteDouble(text);
            case LogType.Time:
                return TryWriteTime(text);
            case LogType.Addr:
                return TryWriteAddress(text);
            case LogType.Subnet:
                return TryWriteSubnet(text);
            case LogType.String:
                json.WriteString(text);
                return true;
            default:
                json.WriteSymbol(text);
                return true;
        }
    }

    private bool TryWriteBool(ReadOnlySpan<byte> text)
    {
        bool isTrue = text is [(byte)'T' or (byte)'1'];
        if (!isTrue && text is not [(byte)'F' or (byte)'0'])
            return false;
        json.WriteBool(isTrue);
        return true;
    }

    private bool TryWriteInt(ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out long value, out int length) || length != text.Length)
            return false;
        json.WriteInt(value);
        return true;
    }

    private bool TryWriteCount(ReadOnlySpan<byte> text, ulong max)
    {
        // The parser would take a sign.
        if (text.IsEmpty || text[0] is < (byte)'0' or > (byte)'9')
            return false;
        if (!Utf8Parser.TryParse(text, out ulong value, out int length) || length != text.Length || value > max)
            return false;
        json.WriteCount(value);
        return true;
    }

    private bool TryWriteDouble(ReadOnlySpan<byte> text)
    {
        if (!DecimalText.TryParse(text, out double value))
            return false;
        json.WriteDouble(value);
        return true;
    }

    private bool TryWriteTime(ReadOnlySpan<byte> text)
    {
        if (!DecimalText.TryParse(text, out double seconds))
            return false;
        json.WriteTime(seconds);
        return true;
    }

    private bool TryWriteAddress(ReadOnlySpan<byte> text)
    {
        Span<byte> address = stackalloc byte[AddressText.MaxBytes];
        int length = AddressText.Parse(text, address);
        if (length == 0)
            return false;
        json.WriteAddress(address[..length]);
        return true;
    }

    private bool TryWriteSubnet(ReadOnlySpan<byte> text)
    {
        Span<byte> address = stackalloc byte[AddressText.MaxBytes];
        int slash = text.IndexOf((byte)'/');
        if (slash < 0)
            return false;
        int length = AddressText.Parse(text[..slash], address);
        ReadOnlySpan<byte> prefix = text[(slash + 1)..];
        int bits = length == AddressText.MaxBytes ? V6Bits : V4Bits;
        if (length == 0 || !Utf8Parser.TryParse(prefix, out byte prefixLength, out int digits))
            return false;
        if (digits != prefix.Length || prefixLength > bits)
            return false;
        json.WriteSubnet(address[..length], prefixLength);
        return true;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        if (_unescaped.Length < text.Length)
            _unescaped = new byte[Math.Max(text.Length, _unescaped.Length * 2)];
        return _unescaped.AsSpan(0, TsvEscapes.Unescape(text, _unescaped));
    }
}
