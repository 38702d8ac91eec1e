using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace ZeekAmqp.Core.Json;

/// <summary>Writes addresses as Zeek renders them (<c>zeek_inet_ntop</c> in <c>src/3rdparty/zeek_inet_ntop.c</c>).</summary>
/// <remarks>
/// Differs from .NET's own text: among the IPv6 addresses that embed an IPv4 address, Zeek writes the last 32 bits dotted for the
/// compatible (<c>::1.2.3.4</c>), mapped (<c>::ffff:1.2.3.4</c>) and translated (<c>::ffff:0:1.2.3.4</c>) forms alone.
/// </remarks>
internal static class AddressFormat
{
    // "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
    public const int MaxLength = 45;

    private const int GroupCount = 8;

    /// <summary>Writes an address of 4 or 16 bytes in network order; returns the number of bytes written.</summary>
    public static int Write(Span<byte> target, ReadOnlySpan<byte> address) =>
        address.Length == 4 ? WriteV4(target, address) : WriteV6(target, address);

    private static int WriteV4(Span<byte> target, ReadOnlySpan<byte> address)
    {
        int at = 0;
        for (int i = 0; i < 4; i++)
        {
            uint octet = address[i];
            // 41 / 2^12 is 1/100 and 103 / 2^10 is 1/10, near enough up to 255 and to 99.
            uint hundreds = (octet * 41) >> 12;
            uint rest = octet - (hundreds * 100);
            uint tens = (rest * 103) >> 10;
            uint digits = hundreds | (tens << 8) | ((rest - (tens * 10)) << 16) | 0x30_3030;
            int length = octet >= 100 ? 3 : octet >= 10 ? 2 : 1;
            BinaryPrimitives.WriteUInt32LittleEndian(target[at..], digits >> (8 * (3 - length)));
            at += length;
            target[at++] = (byte)'.';
        }

        return at - 1;
    }

    private static int WriteV6(Span<byte> target, ReadOnlySpan<byte> address)
    {
        (int start, int length) = LongestZeroRun(address);
        int at = 0;
        for (int i = 0; i < GroupCount; i++)
        {
            if (i == start)
            {
                target[at++] = (byte)':';
                i += length;
                if (i == GroupCount)
                {
                    target[at++] = (byte)':';
                    break;
                }
            }

            if (i != 0)
                target[at++] = (byte)':';
            // A run of seven covers group 6 itself: ::1 and its like stay hexadecimal.
            if (i == 6 && start == 0 && EmbedsV4(address, length))
                return at + WriteV4(target[at..], address[12..]);
            at += WriteHex(target[at..], Group(address, i));
        }

        return at;
    }

    private static uint Group(ReadOnlySpan<byte> address, int index) => BinaryPrimitives.ReadUInt16BigEndian(address[(2 * index)..]);

    /// <summary>Writes a group into four bytes, without leading zeros.</summary>
    private static int WriteHex(Span<byte> target, uint group)
    {
        // A digit a byte, the first in the lowest; 6 carries those above 9 into bit 4, and 39 is the way from ':' to 'a'.
        uint digits = (group >> 12) | (group & 0xf00) | ((group & 0xf0) << 12) | ((group & 0xf) << 24);
        uint letters = ((digits + 0x0606_0606) >> 4) & 0x0101_0101;
        uint text = digits + 0x3030_3030 + (letters * 39);
        int length = Math.Max(1, 8 - (BitOperations.LeadingZeroCount(group) / 4));
        BinaryPrimitives.WriteUInt32LittleEndian(target, text >> (8 * (4 - length)));
        return length;
    }

    /// <summary>The first of the longest runs of two or more zero groups; none starts behind the last group.</summary>
    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<byte> address)
    {
        // A bit for each group from which on there are so many zero groups.
        uint starts = Vector128.Equals(Vector128.Create(address).AsUInt16(), Vector128<ushort>.Zero).ExtractMostSignificantBits();
        int length = 1;
        while ((starts & (starts >> 1)) is var longer and not 0)
        {
            starts = longer;
            length++;
        }

        return length > 1 ? (BitOperations.TrailingZeroCount(starts), length) : (GroupCount, 0);
    }

    private static bool EmbedsV4(ReadOnlySpan<byte> address, int zeroes) => zeroes switch
    {
        6 => true,
        5 => Group(address, 5) == 0xffff,
        4 => Group(address, 4) == 0xffff && Group(address, 5) == 0,
        _ => false,
    };
}
