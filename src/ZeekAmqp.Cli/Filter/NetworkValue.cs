using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ZeekAmqp.Cli.LogFiles;

namespace ZeekAmqp.Cli.Filter;

/// <summary>
/// An address, or a subnet. An address is in each subnet that it is part of; a subnet in those that hold all of it. IPv4 in IPv6
/// (<c>::ffff:192.0.2.1</c>) is IPv4, as in Zeek.
/// </summary>
internal sealed class NetworkValue : IFilterValue
{
    private const int V4Bytes = 4;

    private readonly byte[] _address;
    private readonly int _bits;

    private NetworkValue(byte[] address, int bits)
    {
        _address = address;
        _bits = bits;
    }

    // ::ffff:0:0/96
    private static ReadOnlySpan<byte> Mapped => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

    public bool IsOrdered => false;

    /// <summary>Reads <c>192.0.2.1</c>, <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>; bits behind the prefix mean nothing.</summary>
    /// <returns>Null if it is none of these.</returns>
    public static NetworkValue? TryParse(string text)
    {
        Span<byte> address = stackalloc byte[AddressText.MaxBytes];
        return TryRead(text, address, out int length, out int bits) ? new NetworkValue(address[..length].ToArray(), bits) : null;
    }

    public bool IsEqual(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return false;
        Span<byte> address = stackalloc byte[AddressText.MaxBytes];
        return TryRead(JsonText.Of(value), address, out int length, out int bits)
            && length == _address.Length && bits >= _bits && IsInside(address[..length]);
    }

    public int? Compare(JsonElement value) => null;

    private static bool TryRead(string text, Span<byte> address, out int length, out int bits)
    {
        length = bits = 0;
        // The longest of either: an IPv6 address with an IPv4 one in it, and a prefix.
        Span<byte> bytes = stackalloc byte[64];
        if (!Encoding.ASCII.TryGetBytes(text, bytes, out int count))
            return false;
        ReadOnlySpan<byte> whole = bytes[..count];
        int slash = whole.IndexOf((byte)'/');
        length = AddressText.Parse(slash < 0 ? whole : whole[..slash], address);
        if (length == 0)
            return false;
        bits = length * 8;
        if (slash >= 0 && !TryReadPrefix(whole[(slash + 1)..], ref bits))
            return false;
        if (length == AddressText.MaxBytes && bits >= Mapped.Length * 8 && address.StartsWith(Mapped))
        {
            address[Mapped.Length..].CopyTo(address);
            length = V4Bytes;
            bits -= Mapped.Length * 8;
        }

        return true;
    }

    private static bool TryReadPrefix(ReadOnlySpan<byte> text, ref int bits)
    {
        // The parser would take a sign.
        if (text.Length is 0 or > 3 || text[0] is < (byte)'0' or > (byte)'9' || !Utf8Parser.TryParse(text, out int prefix, out int used))
            return false;
        if (used != text.Length || prefix > bits)
            return false;
        bits = prefix;
        return true;
    }

    private bool IsInside(ReadOnlySpan<byte> address)
    {
        int whole = _bits / 8;
        if (!address[..whole].SequenceEqual(_address.AsSpan(0, whole)))
            return false;
        int rest = _bits % 8;
        return rest == 0 || ((address[whole] ^ _address[whole]) >> (8 - rest)) == 0;
    }
}
