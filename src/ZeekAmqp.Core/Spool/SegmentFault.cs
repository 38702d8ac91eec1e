using System.Buffers.Binary;

namespace ZeekAmqp.Core.Spool;

/// <summary>Puts into words why there is no record where one should begin.</summary>
internal static class SegmentFault
{
    /// <summary>Says it.</summary>
    /// <param name="bytes">What is there: a record's header at least, and the whole record if its length can be right.</param>
    /// <param name="available">Bytes that the file has from there on.</param>
    /// <param name="due">The ordinal that the record should have.</param>
    public static string Of(ReadOnlySpan<byte> bytes, long available, long due)
    {
        if (bytes[..SegmentFormat.RecordHeaderBytes].IndexOfAnyExcept((byte)0) < 0)
            return "there are zeros where a record should begin";
        if (!bytes.StartsWith(SegmentFormat.MarkerBytes))
            return "no record begins here";
        long length = SegmentFormat.RecordHeaderBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > available)
            return $"the record says that it has {length} bytes, and the file has {available} from here on";
        ulong ordinal = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        // One that is too high may be, too, if the checksum is right: then its place is not its own.
        bool isSealed = length <= bytes.Length && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == Crc32C.Of(bytes[8..(int)length]);
        return isSealed ? $"the record has the number {ordinal}, and {due} is due" : "the record's checksum is wrong";
    }

    /// <summary>Whether a segment's last bytes are what is left where a program or a machine ends in the middle of an append.</summary>
    /// <param name="bytes">The first of them, a record's header or all.</param>
    /// <param name="available">How many they are.</param>
    /// <param name="last">The last of them.</param>
    public static bool IsCutOff(ReadOnlySpan<byte> bytes, long available, byte last)
    {
        ReadOnlySpan<byte> marker = SegmentFormat.MarkerBytes;
        bool isBeginning = bytes.StartsWith(marker[..Math.Min(marker.Length, bytes.Length)]);
        if (isBeginning && (available < SegmentFormat.RecordHeaderBytes
            || SegmentFormat.RecordHeaderBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) > available))
        {
            return true;
        }

        // A file system that had its length on the disk before its bytes. No record of JSON ends in a zero.
        return last == 0 && (isBeginning || bytes[0] == 0);
    }
}
