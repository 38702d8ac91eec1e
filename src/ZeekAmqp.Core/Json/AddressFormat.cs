using System.Buffers.Binary;
using System.Buffers.Text;

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
            if (i > 0)
                target[at++] = (byte)'.';
            Utf8Formatter.TryFormat(address[i], target[at..], out int digits);
            at += digits;
        }

        return at;
    }

    private static int WriteV6(Span<byte> target, ReadOnlySpan<byte> address)
    {
        Span<ushort> groups = stackalloc ushort[GroupCount];
        for (int i = 0; i < GroupCount; i++)
            groups[i] = BinaryPrimitives.ReadUInt16BigEndian(address[(2 * i)..]);

        (int start, int length) = LongestZeroRun(groups);
        int at = 0;
        for (int i = 0; i < GroupCount; i++)
        {
            if (i >= start && i < start + length)
            {
                if (i == start)
                    target[at++] = (byte)':';
                continue;
            }

            if (i != 0)
                target[at++] = (byte)':';
            // A run of seven covers group 6 itself: ::1 and its like stay hexadecimal.
            if (i == 6 && start == 0 && EmbedsV4(groups, length))
                return at + WriteV4(target[at..], address[12..]);
            Utf8Formatter.TryFormat(groups[i], target[at..], out int digits, 'x');
            at += digits;
        }

        if (length > 0 && start + length == GroupCount)
            target[at++] = (byte)':';
        return at;
    }

    /// <summary>The first of the longest runs of two or more zero groups; none has length 0.</summary>
    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<ushort> groups)
    {
        (int Start, int Length) best = (GroupCount, 0);
        int run = 0;
        for (int i = 0; i < GroupCount; i++)
        {
            run = groups[i] == 0 ? run + 1 : 0;
            if (run > 1 && run > best.Length)
                best = (i - run + 1, run);
        }

        return best;
    }

    private static bool EmbedsV4(ReadOnlySpan<ushort> groups, int zeroes) => zeroes switch
    {
        6 => true,
        5 => groups[5] == 0xffff,
        4 => groups[4] == 0xffff && groups[5] == 0,
        _ => false,
    };
}
