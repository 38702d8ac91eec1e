using System.Buffers.Binary;
using System.Globalization;

namespace ZeekAmqp.Core.Spool;

/// <summary>What segments and their records look like in bytes; README.md has the tables.</summary>
internal static class SegmentFormat
{
    public const int HeaderBytes = 24;
    public const int RecordHeaderBytes = 40;
    public const uint Version = 2;

    // Version 1 had no flags: each message was one record, in the form 0.
    public const uint OldestVersion = 1;

    // The flags hold it, less one, above eight bits for the form.
    public const int MaxCount = 1 << (32 - FormBits);

    // A whole segment is read in well under a second and is little to give up when the oldest has to go.
    public const int MaxSegmentBytes = 8 * 1024 * 1024;

    // Half of what a long holds: sums of two do not overflow.
    public const long MaxOrdinal = long.MaxValue / 2;

    public const string Extension = ".segment";

    // Bytes that no valid UTF-8, so no JSON, has in it: ff 5a fe 41.
    public const uint Marker = 0x41FE5AFF;

    // "ZAMQSEGM" in little endian.
    private const ulong Magic = 0x4D474553_514D415A;

    // 20 digits hold any ordinal, so names sort as numbers do.
    private const int NameDigits = 20;

    private const int FormBits = 8;

    /// <summary>The marker as it lies in a file.</summary>
    public static ReadOnlySpan<byte> MarkerBytes => [0xFF, 0x5A, 0xFE, 0x41];

    public static string FileName(long firstOrdinal) => firstOrdinal.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    /// <summary>Whether a file is a segment by its name.</summary>
    public static bool TryParseFileName(string name, out long firstOrdinal)
    {
        firstOrdinal = 0;
        return name.Length == NameDigits + Extension.Length
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, NameDigits), NumberStyles.None, CultureInfo.InvariantCulture, out firstOrdinal)
            && IsOrdinal((ulong)firstOrdinal);
    }

    public static void WriteHeader(Span<byte> into, long firstOrdinal)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(into, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(into[12..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(into[16..], (ulong)firstOrdinal);
        BinaryPrimitives.WriteUInt32LittleEndian(into[8..], Crc32C.Of(into[12..HeaderBytes]));
    }

    /// <summary>Reads a header.</summary>
    /// <returns>False if these bytes are none; then the results are zero.</returns>
    public static bool TryReadHeader(ReadOnlySpan<byte> from, out uint version, out long firstOrdinal)
    {
        version = 0;
        firstOrdinal = 0;
        if (from.Length < HeaderBytes || BinaryPrimitives.ReadUInt64LittleEndian(from) != Magic)
            return false;
        ulong first = BinaryPrimitives.ReadUInt64LittleEndian(from[16..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(from[8..]) != Crc32C.Of(from[12..HeaderBytes]) || !IsOrdinal(first))
            return false;
        version = BinaryPrimitives.ReadUInt32LittleEndian(from[12..]);
        firstOrdinal = (long)first;
        return true;
    }

    public static void WriteRecordHeader(Span<byte> into, in SpoolRecord record, long ordinal)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(into, Marker);
        BinaryPrimitives.WriteUInt32LittleEndian(into[8..], (uint)record.Payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(into[12..], ((uint)(record.Count - 1) << FormBits) | record.Form);
        BinaryPrimitives.WriteUInt64LittleEndian(into[16..], (ulong)ordinal);
        BinaryPrimitives.WriteUInt64LittleEndian(into[24..], record.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(into[32..], record.AcceptedUnixSeconds);
        uint crc = Crc32C.Append(Crc32C.Start, into[8..RecordHeaderBytes]);
        BinaryPrimitives.WriteUInt32LittleEndian(into[4..], Crc32C.End(Crc32C.Append(crc, record.Payload.Span)));
    }

    /// <summary>Looks at what may be a record.</summary>
    /// <param name="bytes">What has been read from its first byte on.</param>
    /// <param name="available">Bytes that the file has from there on.</param>
    /// <param name="minOrdinal">The least ordinal that it may have.</param>
    /// <param name="maxOrdinal">The greatest.</param>
    /// <param name="ordinal">Its ordinal, unless there is none.</param>
    /// <param name="end">The ordinal after its last one, unless there is none.</param>
    /// <param name="size">Its size with its header, unless there is none.</param>
    public static RecordSight Look(
        ReadOnlySpan<byte> bytes, long available, long minOrdinal, long maxOrdinal, out long ordinal, out long end, out int size)
    {
        ordinal = 0;
        end = 0;
        size = 0;
        if (bytes.Length < RecordHeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Marker)
            return RecordSight.None;
        long length = RecordHeaderBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        ulong number = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        uint others = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) >> FormBits;
        if (length > available || length > Array.MaxLength || number < (ulong)minOrdinal || number > (ulong)maxOrdinal
            || others > (ulong)maxOrdinal - number)
        {
            return RecordSight.None;
        }

        ordinal = (long)number;
        end = ordinal + others + 1;
        size = (int)length;
        if (bytes.Length < size)
            return RecordSight.Partial;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == Crc32C.Of(bytes[8..size]) ? RecordSight.Whole : RecordSight.None;
    }

    /// <summary>The entry for a record that <see cref="Look"/> has found whole.</summary>
    public static SpoolEntry Entry(byte[] buffer, int offset, long ordinal, int size)
    {
        ReadOnlySpan<byte> header = buffer.AsSpan(offset, RecordHeaderBytes);
        return new SpoolEntry(
            ordinal,
            BinaryPrimitives.ReadUInt64LittleEndian(header[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[32..]),
            (int)(BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) >> FormBits) + 1,
            (byte)BinaryPrimitives.ReadUInt32LittleEndian(header[12..]),
            buffer,
            offset + RecordHeaderBytes,
            size - RecordHeaderBytes);
    }

    private static bool IsOrdinal(ulong number) => number is > 0 and <= MaxOrdinal;
}
