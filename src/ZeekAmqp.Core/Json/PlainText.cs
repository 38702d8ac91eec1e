using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace ZeekAmqp.Core.Json;

/// <summary>Copies text for as long as nothing in it needs an escape: looked at and copied in one go, 16 bytes at a time.</summary>
internal static class PlainText
{
    /// <summary>Copies up to the first byte that is not plain. What is behind that in <paramref name="target"/> may be overwritten.</summary>
    /// <param name="target">As long as <paramref name="text"/> at least.</param>
    /// <param name="text">The text.</param>
    /// <param name="isAscii">Whether plain is printable ASCII only; else so is every byte from 0x7f on. Quote and backslash never are.</param>
    /// <returns>How many bytes are plain; the text's length if all are.</returns>
    public static int Copy(Span<byte> target, ReadOnlySpan<byte> text, bool isAscii)
    {
        if (text.Length < Vector128<byte>.Count)
            return CopyShort(target, text, isAscii);

        int at = 0;
        while (true)
        {
            // The last ones overlap with those before, which are plain.
            at = Math.Min(at, text.Length - Vector128<byte>.Count);
            var bytes = Vector128.Create(text[at..]);
            bytes.CopyTo(target[at..]);
            uint special = Special(bytes, isAscii);
            if (special != 0)
                return at + BitOperations.TrailingZeroCount(special);
            at += Vector128<byte>.Count;
            if (at == text.Length)
                return at;
        }
    }

    /// <summary>The same with up to 15 bytes: the first and the last eight or four, or one by one.</summary>
    private static int CopyShort(Span<byte> target, ReadOnlySpan<byte> text, bool isAscii)
    {
        int length = text.Length;
        if (length >= 8)
        {
            ulong first = BinaryPrimitives.ReadUInt64LittleEndian(text);
            ulong last = BinaryPrimitives.ReadUInt64LittleEndian(text[(length - 8)..]);
            BinaryPrimitives.WriteUInt64LittleEndian(target, first);
            BinaryPrimitives.WriteUInt64LittleEndian(target[(length - 8)..], last);
            uint special = Special(Vector128.Create(first, last).AsByte(), isAscii);
            int at = special == 0 ? 16 : BitOperations.TrailingZeroCount(special);
            return at < 8 ? at : at + length - 16;
        }

        if (length >= 4)
        {
            uint first = BinaryPrimitives.ReadUInt32LittleEndian(text);
            uint last = BinaryPrimitives.ReadUInt32LittleEndian(text[(length - 4)..]);
            BinaryPrimitives.WriteUInt32LittleEndian(target, first);
            BinaryPrimitives.WriteUInt32LittleEndian(target[(length - 4)..], last);
            uint special = Special(Vector128.Create(first | ((ulong)last << 32)).AsByte(), isAscii);
            int at = special == 0 ? 8 : BitOperations.TrailingZeroCount(special);
            return at < 4 ? at : at + length - 8;
        }

        for (int i = 0; i < length; i++)
        {
            byte b = text[i];
            if (b < 0x20 || (isAscii && b >= 0x7f) || b == '"' || b == '\\')
                return i;
            target[i] = b;
        }

        return length;
    }

    /// <summary>A bit for each byte that is not plain.</summary>
    private static uint Special(Vector128<byte> bytes, bool isAscii)
    {
        Vector128<byte> special = Vector128.LessThan(bytes, Vector128.Create((byte)0x20))
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));
        if (isAscii)
            special |= Vector128.GreaterThanOrEqual(bytes, Vector128.Create((byte)0x7f));
        return special.ExtractMostSignificantBits();
    }
}
